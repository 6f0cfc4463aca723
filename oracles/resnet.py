"""Numbers of torchvision's ResNet-18 and ResNet-50 and of the CIFAR ResNet-20 for Counterpoise.Vision.Backbones.

Made with torch 1.13.1 and torchvision 0.14.1 (Debian 12): python3 oracles/resnet.py
Weights and pictures by the formula of mobilenet.py, so that no weight file is needed; a batch norm's weight is told by its name (bnN.weight,
downsample.1.weight). The CIFAR ResNet is that of akamaster/pytorch_resnet_cifar10 (BSD-2), option A, written again below.
"""
import json
import math
import pathlib
import re
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
            if name.endswith("num_batches_tracked"):
                continue
            u = uniform(k, t.shape)
            if t.dim() > 1:
                u = u * math.sqrt(3.0 / (t.numel() // t.shape[0]))
            elif name.endswith("running_var"):
                u = 1 + 0.5 * u
            elif re.search(r"(bn\d|\.1)\.weight$", name):
                u = 1 + 0.25 * u
            else:
                u = 0.125 * u
            t.copy_(u)


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.changes = stride != 1 or inputs != outputs
        self.quarter = outputs // 4

    def forward(self, x):
        y = self.bn2(self.conv2(functional.relu(self.bn1(self.conv1(x)))))
        short = functional.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, self.quarter, self.quarter)) if self.changes else x
        return functional.relu(y + short)


class Cifar(nn.Module):
    def __init__(self, blocks, num_classes):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        self.layer1 = nn.Sequential(*[Block(16, 16, 1) for _ in range(blocks)])
        self.layer2 = nn.Sequential(Block(16, 32, 2), *[Block(32, 32, 1) for _ in range(blocks - 1)])
        self.layer3 = nn.Sequential(Block(32, 64, 2), *[Block(64, 64, 1) for _ in range(blocks - 1)])
        self.linear = nn.Linear(64, num_classes)

    def features(self, x):
        x = self.layer3(self.layer2(self.layer1(functional.relu(self.bn1(self.conv1(x))))))
        return x.mean((2, 3))

    def forward(self, x):
        return self.linear(self.features(x))


def summary(t):
    t = t.detach().flatten()
    n = t.numel()
    d = t.double()
    places = sorted({0, n // 3, n // 2, n - 1})
    return [d.norm().item(), d.sum().item()] + [t[i].item() for i in places]


def measure(build, classes, batch, size, dtype):
    model = build(num_classes=classes)
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
        if isinstance(model, Cifar):
            pooled = model.features(x)
        else:
            head, model.fc = model.fc, nn.Identity()
            pooled = model(x)
            model.fc = head
        row["pooled"] = summary(pooled)
    model.train()
    loss = functional.cross_entropy(model(x), labels)
    loss.backward()
    row["loss"] = loss.item()
    row["gradients"] = {k: summary(p.grad) for k, p in model.named_parameters()}
    row["running"] = {k: summary(b) for k, b in model.named_buffers() if "running" in k}
    return row


def keys(model):
    return {"parameters": sum(p.numel() for p in model.parameters()),
            "state": {k: list(v.shape) for k, v in model.state_dict().items()}}


models = torchvision.models
cifar20 = lambda num_classes: Cifar(3, num_classes)
cifar32 = lambda num_classes: Cifar(5, num_classes)
out = {
    "torch": torch.__version__,
    "torchvision": torchvision.__version__,
    "keys": {"resnet18": keys(models.resnet18()), "resnet34": keys(models.resnet34()), "resnet50": keys(models.resnet50()),
             "cifar20": keys(cifar20(10)), "cifar32": keys(cifar32(10))},
    "runs": {
        "resnet18 float32": measure(models.resnet18, 10, 2, 64, torch.float32),
        "resnet18 float64": measure(models.resnet18, 10, 2, 64, torch.float64),
        "resnet50 float64": measure(models.resnet50, 10, 2, 64, torch.float64),
        "cifar20 float32": measure(cifar20, 10, 4, 32, torch.float32),
        "cifar20 float64": measure(cifar20, 10, 4, 32, torch.float64),
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


path = pathlib.Path(__file__).with_name("resnet.json")
path.write_text(compact(rounded(out)) + "\n")
print(path.stat().st_size, "bytes", file=sys.stderr)
