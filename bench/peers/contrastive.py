"""PyTorch's side of `./run bench contrastive`: the supervised contrastive loss as its authors' program has it."""
import json
import resource
import sys
import time

import torch


def loss_of(embeddings, labels, temperature):
    z = torch.nn.functional.normalize(embeddings, dim=1)
    mask = (labels[:, None] == labels[None, :]).float()
    logits = z @ z.T / temperature
    logits = logits - logits.max(dim=1, keepdim=True).values.detach()
    others = 1 - torch.eye(len(labels))
    mask = mask * others
    log_probability = logits - torch.log((torch.exp(logits) * others).sum(1, keepdim=True))
    return -((mask * log_probability).sum(1) / mask.sum(1).clamp(min=1)).mean()


def main():
    torch.manual_seed(1)
    rows = int(sys.argv[1])
    embeddings = torch.randn(rows, 128, requires_grad=True)
    labels = torch.randint(0, 10, (rows,))
    for line in sys.stdin:
        steps = int(line)
        start, cpu = time.perf_counter(), time.process_time()
        for _ in range(steps):
            embeddings.grad = None
            loss_of(embeddings, labels, 0.1).backward()
        seconds, cpu = (time.perf_counter() - start) / steps, (time.process_time() - cpu) / steps
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        print(json.dumps({"seconds": seconds, "cpu": cpu, "part": 0, "peak": peak}), flush=True)


main()
