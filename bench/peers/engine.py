"""PyTorch's side of `./run bench engine`: answers each line (a number of steps) with seconds per step and the peak memory."""
import json
import resource
import sys
import time

import torch
import torchvision

CALLS = 20_000


def call():
    a, b = torch.ones(1), torch.ones(1)

    def step():
        for _ in range(CALLS):
            a + b

    return step


def network(kind, precision, optimizer, size, layout):
    side = int(size)
    batch = {"32": 128, "64": 64}.get(size, 32)
    memory_format = torch.channels_last if layout == "nhwc" else torch.contiguous_format
    model = torchvision.models.mobilenet_v3_large().to(memory_format=memory_format)
    images = torch.rand(batch, 3, side, side).to(memory_format=memory_format)
    labels = torch.randint(0, 1000, (batch,))
    half = precision == "bf16"
    if kind == "infer":
        model.eval()

        def infer():
            with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=half):
                model(images)

        return infer

    if optimizer == "sgd":
        update = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
    else:
        update = torch.optim.AdamW(model.parameters(), lr=1e-4)

    def train():
        update.zero_grad(set_to_none=True)
        with torch.autocast("cpu", torch.bfloat16, enabled=half):
            loss = torch.nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        update.step()

    return train


def main():
    torch.manual_seed(1)
    name = sys.argv[1].split("-")
    step = call() if name == ["call"] else network(*name)
    if name == ["call"]:
        torch.set_grad_enabled(False)
    for line in sys.stdin:
        steps = int(line)
        start = time.perf_counter()
        for _ in range(steps):
            step()
        seconds = (time.perf_counter() - start) / steps
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        print(json.dumps({"seconds": seconds, "peak": peak}), flush=True)


main()
