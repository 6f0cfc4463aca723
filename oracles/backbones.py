"""Numbers of torchvision's EfficientNet-B0, DenseNet-121 and Swin-Tiny for Counterpoise.Vision.Backbones.

Made with torch 1.13.1 and torchvision 0.14.1 (Debian 12): python3 oracles/backbones.py
Weights and pictures by the formula of resnet.py; here every vector called weight is a norm's. Stochastic depth is off, as its masks are not
PyTorch's. The runs at 72 pixels leave maps that neither Swin's windows nor its merging divide.
"""
import json
import math
import pathlib
import sys

import numpy as np
import torch
import torchvision
from torch import nn
from torch.nn import functional

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
            if not t.is_floating_point():
                continue
            u = uniform(k, t.shape)
            if t.dim() > 1:
                u = u * math.sqrt(3.0 / (t.numel() // t.shape[0]))
            elif name.endswith("running_var"):
                u = 1 + 0.5 * u
            elif name.endswith("weight"):
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


def head_of(model):
    return ("classifier" if hasattr(model, "classifier") else "head")


def measure(build, classes, batch, size, dtype):
    model = build(classes)
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
        head = getattr(model, head_of(model))
        setattr(model, head_of(model), nn.Identity())
        row["pooled"] = summary(model(x))
        setattr(model, head_of(model), head)
    model.train()
    for m in model.modules():
        if isinstance(m, nn.Dropout):
            m.p = 0.0
    loss = functional.cross_entropy(model(x), labels)
    loss.backward()
    row["loss"] = loss.item()
    row["gradients"] = {k: summary(p.grad) for k, p in model.named_parameters()}
    row["running"] = {k: summary(b) for k, b in model.named_buffers() if "running" in k}
    return row


def keys(build):
    return {"parameters": sum(p.numel() for p in build(1000).parameters()),
            "parametersOf7": sum(p.numel() for p in build(7).parameters()),
            "state": {k: list(v.shape) for k, v in build(1000).state_dict().items()}}


models = torchvision.models
builds = {
    "efficientnet-b0": lambda classes: models.efficientnet_b0(num_classes=classes, stochastic_depth_prob=0.0),
    "densenet-121": lambda classes: models.densenet121(num_classes=classes),
    "swin-tiny": lambda classes: models.SwinTransformer(
        patch_size=[4, 4], embed_dim=96, depths=[2, 2, 6, 2], num_heads=[3, 6, 12, 24], window_size=[7, 7], stochastic_depth_prob=0.0,
        num_classes=classes),
}
out = {
    "torch": torch.__version__,
    "torchvision": torchvision.__version__,
    "keys": {name: keys(build) for name, build in builds.items()},
    "runs": {
        "efficientnet-b0 float64": measure(builds["efficientnet-b0"], 7, 2, 64, torch.float64),
        "densenet-121 float64": measure(builds["densenet-121"], 7, 2, 64, torch.float64),
        "swin-tiny float64": measure(builds["swin-tiny"], 7, 1, 72, torch.float64),
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


path = pathlib.Path(__file__).with_name("backbones.json")
path.write_text(compact(rounded(out)) + "\n")
print(path.stat().st_size, "bytes", file=sys.stderr)
