"""Numbers of torchvision's MobileNetV3 for Counterpoise.Vision.Backbones.

Made with torch 1.13.1 and torchvision 0.14.1 (Debian 12): python3 oracles/mobilenet.py
Weights and pictures come from integer arithmetic, exact on both sides, so that no weight file is needed:
    mix(key, j): z = (j + 1000003 key + 1) 0x9E3779B97F4A7C15 mod 2^64; z ^= z >> 31; z *= 0xBF58476D1CE4E5B9; z ^= z >> 29
    u = (z >> 40) / 2^23 - 1, uniform in [-1, 1), a multiple of 2^-23
Tensor k of the state dict (num_batches_tracked counted too, and left 0), flat index j, rounded to float32 in every run:
    more than one axis: sqrt(3 / fan_in) u;  batch norm weight: 1 + 0.25 u;  running_var: 1 + 0.5 u;  anything else: 0.125 u
Picture: key 10000, 1.5 u. Labels: (3 i + 1) mod classes. Loss: cross entropy in train mode, no dropout.
"""
import json
import math
import pathlib
import sys

import numpy as np
import torch
import torchvision

torch.set_num_threads(1)


def uniform(key, shape):
    n = math.prod(shape)
    with np.errstate(over="ignore"):
        z = (np.arange(n, dtype=np.uint64) + np.uint64(1000003 * key + 1)) * np.uint64(0x9E3779B97F4A7C15)
        z ^= z >> np.uint64(31)
        z *= np.uint64(0xBF58476D1CE4E5B9)
        z ^= z >> np.uint64(29)
    return torch.from_numpy((z >> np.uint64(40)).astype(np.float64) / 2**23 - 1).reshape(shape)


def fill(model):
    with torch.no_grad():
        for k, (name, t) in enumerate(model.state_dict().items()):
            if name.endswith("num_batches_tracked"):
                continue
            u = uniform(k, t.shape)
            if t.dim() > 1:
                u = u * math.sqrt(3.0 / (t.numel() // t.shape[0]))
            elif name.endswith("running_var"):
                u = 1 + 0.5 * u
            elif name.endswith(".1.weight") or name.endswith("features.0.1.weight"):
                u = 1 + 0.25 * u
            else:
                u = 0.125 * u
            t.copy_(u)


def summary(t):
    t = t.detach().flatten()
    n = t.numel()
    d = t.double()
    places = sorted({0, n // 3, n // 2, n - 1})
    return [d.norm().item(), d.sum().item()] + [t[i].item() for i in places]


def measure(build, classes, batch, size, dtype, everything=True):
    model = build(num_classes=classes, dropout=0.0)
    fill(model)
    model.to(dtype)
    x = (1.5 * uniform(10000, (batch, 3, size, size))).to(dtype)
    labels = torch.tensor([(3 * i + 1) % classes for i in range(batch)])
    model.eval()
    row = {"classes": classes, "batch": batch, "size": size, "dtype": str(dtype).split(".")[1]}
    with torch.no_grad():
        logits = model(x)
        row["evalLogits"] = logits.flatten()[:40].double().tolist()
        row["evalLogitsSummary"] = summary(logits)
        features = torch.flatten(model.avgpool(model.features(x)), 1)
        row["pooled"] = summary(features)
        row["last"] = summary(model.classifier[1](model.classifier[0](features)))
    if not everything:
        return row
    model.train()
    loss = torch.nn.functional.cross_entropy(model(x), labels)
    loss.backward()
    row["loss"] = loss.item()
    row["gradients"] = {k: summary(p.grad) for k, p in model.named_parameters()}
    row["running"] = {k: summary(b) for k, b in model.named_buffers() if "running" in k}
    return row


models = torchvision.models
large, small = models.mobilenet_v3_large, models.mobilenet_v3_small


def half(build):
    return lambda **o: build(width_mult=0.5, **o)


def keys(build):
    model = build()
    return {"parameters": sum(p.numel() for p in model.parameters()),
            "state": {k: list(v.shape) for k, v in model.state_dict().items()}}


out = {
    "torch": torch.__version__,
    "torchvision": torchvision.__version__,
    # Single-precision sums differ between vector widths; the tests ask for 1e-6 only where the width is this one.
    "avx512": "avx512f" in pathlib.Path("/proc/cpuinfo").read_text(),
    "keys": {"large": keys(large), "small": keys(small), "largeHalf": keys(half(large)), "smallHalf": keys(half(small))},
    "runs": {
        "large float32": measure(large, 10, 4, 64, torch.float32),
        "large float64": measure(large, 10, 4, 64, torch.float64),
        "small float32": measure(small, 10, 4, 64, torch.float32),
        "small float64": measure(small, 10, 4, 64, torch.float64),
        "largeHalf float64": measure(half(large), 10, 4, 64, torch.float64),
        "smallHalf float64": measure(half(small), 10, 4, 64, torch.float64),
        "large float32 224": measure(large, 1000, 1, 224, torch.float32, everything=False),
    },
}


def rounded(v):
    if isinstance(v, float):
        return float(f"{v:.12g}")
    if isinstance(v, list):
        return [rounded(i) for i in v]
    return {k: rounded(i) for k, i in v.items()} if isinstance(v, dict) else v


def compact(v, indent=1):
    """One line for each tensor keeps the difference of two versions readable."""
    if isinstance(v, dict):
        pad = " " * indent
        inner = ",\n".join(f"{pad}{json.dumps(k)}: {compact(i, indent + 1)}" for k, i in v.items())
        return "{\n" + inner + "\n" + " " * (indent - 1) + "}"
    return json.dumps(v, separators=(",", ":"))


path = pathlib.Path(__file__).with_name("mobilenet.json")
path.write_text(compact(rounded(out)) + "\n")
print(path.stat().st_size, "bytes", file=sys.stderr)
