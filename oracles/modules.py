"""Outputs and gradients of PyTorch's layers for Counterpoise.Torch.Modules.

Made with torch 1.13.1 (Debian 12): python3 oracles/modules.py
Inputs, weights and upstream gradients follow a formula, so that the tests rebuild them:
    wave(shape, phase)[i] = sin(0.7 * i + phase), i the flat index, float64.
Input: phase 0.1. Parameter k (in named_parameters order): 0.5 * wave, phase 1 + k. Loss: sum(output * wave(phase 0.3)).
"""
import json
import math
import pathlib

import torch
from torch import nn
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


def wave(shape, phase):
    n = math.prod(shape)
    return torch.tensor([math.sin(0.7 * i + phase) for i in range(n)]).reshape(shape)


def flat(t):
    return [float(f"{v:.17g}") for v in t.detach().double().flatten().tolist()]


def fill(module):
    with torch.no_grad():
        for k, (_, p) in enumerate(module.named_parameters()):
            p.copy_(0.5 * wave(p.shape, 1 + k))


def case(name, module, shape, forward=None):
    fill(module)
    x = wave(shape, 0.1).requires_grad_()
    y = forward(x) if forward else module(x)
    (y * wave(y.shape, 0.3)).sum().backward()
    row = {
        "name": name,
        "input": list(shape),
        "shape": list(y.shape),
        "output": flat(y),
        "inputGradient": flat(x.grad),
        "gradients": {k: flat(p.grad) for k, p in module.named_parameters()},
        "buffers": {k: flat(b) for k, b in module.named_buffers()},
        "keys": list(module.state_dict().keys()),
    }
    return row


def same_pad(x, kernel, stride, dilation=1):
    """TensorFlow SAME: pads the remainder after."""
    pads = []
    for n in reversed(x.shape[2:]):
        total = max((math.ceil(n / stride) - 1) * stride + dilation * (kernel - 1) + 1 - n, 0)
        pads += [total // 2, total - total // 2]
    return F.pad(x, pads)


def same_conv(conv, kernel, stride, dilation=1):
    return lambda x: conv(same_pad(x, kernel, stride, dilation))


cases = [
    case("linear", nn.Linear(4, 3), (2, 4)),
    case("linear without bias", nn.Linear(4, 3, bias=False), (2, 3, 4)),
    case("conv1d", nn.Conv1d(2, 3, 3, stride=2, padding=1), (2, 2, 7)),
    case("conv1d dilated", nn.Conv1d(2, 2, 3, dilation=2, bias=False), (1, 2, 8)),
    case("conv2d", nn.Conv2d(2, 3, 3, padding=1), (2, 2, 4, 5)),
    case("conv2d strided", nn.Conv2d(2, 3, 3, stride=2, padding=1, bias=False), (1, 2, 6, 5)),
    case("conv2d grouped", nn.Conv2d(4, 6, 3, groups=2), (1, 4, 4, 4)),
    case("conv2d depthwise", nn.Conv2d(3, 3, 5, padding=2, groups=3, bias=False), (1, 3, 5, 6)),
]
for n in (6, 7):
    for stride in (1, 2):
        for kernel in (3, 5):
            conv = nn.Conv2d(2, 2, kernel, stride=stride, bias=False)
            cases.append(case(f"conv2d same {n} {kernel} {stride}", conv, (1, 2, n, n + 1), same_conv(conv, kernel, stride)))
conv = nn.Conv1d(2, 2, 3, stride=2, bias=False)
cases.append(case("conv1d same", conv, (1, 2, 8), same_conv(conv, 3, 2)))

bn1 = nn.BatchNorm1d(3)
cases.append(case("batchnorm1d train", bn1, (5, 3)))
bn1e = nn.BatchNorm1d(3).eval()
cases.append(case("batchnorm1d eval", bn1e, (5, 3)))
cases.append(case("batchnorm1d sequence", nn.BatchNorm1d(3), (2, 3, 4)))
cases.append(case("batchnorm2d train", nn.BatchNorm2d(3, eps=1e-3, momentum=0.01), (2, 3, 4, 4)))
bn2e = nn.BatchNorm2d(3)
with torch.no_grad():
    bn2e(wave((2, 3, 4, 4), 0.9))
bn2e.eval()
cases.append(case("batchnorm2d eval after one batch", bn2e, (2, 3, 4, 4)))
cumulative = nn.BatchNorm2d(2, momentum=None)
with torch.no_grad():
    cumulative(wave((2, 2, 3, 3), 0.9))
cases.append(case("batchnorm2d cumulative", cumulative, (2, 2, 3, 3)))
cases.append(case("batchnorm2d without affine", nn.BatchNorm2d(2, affine=False), (2, 2, 3, 3)))
cases.append(case("batchnorm2d without statistics", nn.BatchNorm2d(2, track_running_stats=False).eval(), (2, 2, 3, 3)))
cases.append(case("layernorm", nn.LayerNorm(6), (2, 3, 6)))
cases.append(case("layernorm two axes", nn.LayerNorm([3, 4], eps=1e-3), (2, 3, 4)))

pools = {
    "maxpool1d": (nn.MaxPool1d(3, stride=2, padding=1), (1, 2, 7)),
    "avgpool1d": (nn.AvgPool1d(2), (1, 2, 6)),
    "maxpool2d": (nn.MaxPool2d(3, stride=2, padding=1), (1, 2, 6, 5)),
    "maxpool2d ceil": (nn.MaxPool2d(2, ceil_mode=True), (1, 1, 5, 5)),
    "avgpool2d": (nn.AvgPool2d(2), (1, 2, 4, 6)),
    "avgpool2d padded": (nn.AvgPool2d(3, stride=2, padding=1, count_include_pad=False), (1, 1, 5, 5)),
    "adaptiveavgpool2d": (nn.AdaptiveAvgPool2d((2, 3)), (1, 2, 5, 7)),
    "adaptiveavgpool1d": (nn.AdaptiveAvgPool1d(2), (1, 2, 5)),
    "adaptivemaxpool2d": (nn.AdaptiveMaxPool2d(2), (1, 2, 5, 5)),
    "globalaverage": (nn.AdaptiveAvgPool2d(1), (2, 3, 3, 4)),
}
cases += [case(k, m, s) for k, (m, s) in pools.items()]


class Spread(nn.Module):
    """Activations are met on a wide range: eight times the wave."""

    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, x):
        return self.inner(8 * x)


activations = {
    "relu": nn.ReLU(), "relu6": nn.ReLU6(), "hardswish": nn.Hardswish(), "hardsigmoid": nn.Hardsigmoid(),
    "gelu": nn.GELU(), "gelu tanh": nn.GELU(approximate="tanh"), "silu": nn.SiLU(), "sigmoid": nn.Sigmoid(),
    "tanh": nn.Tanh(), "softmax": nn.Softmax(dim=1), "logsoftmax": nn.LogSoftmax(dim=1), "leakyrelu": nn.LeakyReLU(0.2),
    "elu": nn.ELU(1.5), "softplus": nn.Softplus(), "mish": nn.Mish(), "flatten": nn.Flatten(),
}
cases += [case("activation " + k, Spread(m), (2, 3, 4)) for k, m in activations.items()]

sequential = nn.Sequential(nn.Linear(4, 5), nn.Tanh(), nn.Sequential(nn.Linear(5, 3), nn.BatchNorm1d(3)), nn.Sigmoid())
cases.append(case("sequential", sequential, (6, 4)))
se = __import__("torchvision").ops.SqueezeExcitation(4, 3, scale_activation=nn.Hardsigmoid)
cases.append(case("squeeze excitation", se, (2, 4, 3, 3)))

embedding = nn.Embedding(5, 3, padding_idx=1)
with torch.no_grad():
    embedding.weight.copy_(0.5 * wave((5, 3), 1))
index = torch.tensor([[0, 4, 1], [4, 2, 4]])
out = embedding(index)
(out * wave(out.shape, 0.3)).sum().backward()
embedded = {"output": flat(out), "gradient": flat(embedding.weight.grad)}


def spread(parameter):
    p = parameter.detach()
    return {"mean": float(p.mean()), "std": float(p.std()), "min": float(p.min()), "max": float(p.max())}


torch.manual_seed(0)
initial = {}
for name, module, fan in (
    ("linear", nn.Linear(64, 4000), 64),
    ("conv1d", nn.Conv1d(8, 4000, 5), 40),
    ("conv2d", nn.Conv2d(8, 4000, 3, groups=2), 36),
    ("embedding", nn.Embedding(1000, 200), None),
    ("batchnorm2d", nn.BatchNorm2d(1000), None),
    ("layernorm", nn.LayerNorm(1000), None),
):
    initial[name] = {k: spread(p) | ({"bound": 1 / math.sqrt(fan)} if fan else {}) for k, p in module.named_parameters()}

path = pathlib.Path(__file__).with_name("modules.json")
path.write_text(json.dumps({"torch": torch.__version__, "cases": cases, "embedding": embedded, "initial": initial}, indent=None) + "\n")
print(len(cases), "cases,", path.stat().st_size, "bytes")
