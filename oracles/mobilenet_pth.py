"""Writes a torchvision MobileNetV3 state dict with torch.save and prints its logits: python3 oracles/mobilenet_pth.py out.pth

Run by the test at test time, where python3 has torchvision; nothing is committed. Weights: torchvision's initialisation
from seed 7, with the picture's own running statistics. Picture: the formula of mobilenet.py, 2 x 3 x 64 x 64.
"""
import json
import math
import sys

import torch
import torchvision


def uniform(key, shape):
    mask = (1 << 64) - 1
    out = []
    for j in range(math.prod(shape)):
        z = (j + 1000003 * key + 1) * 0x9E3779B97F4A7C15 & mask
        z ^= z >> 31
        z = z * 0xBF58476D1CE4E5B9 & mask
        z ^= z >> 29
        out.append((z >> 40) / 2**23 - 1)
    return torch.tensor(out, dtype=torch.float64).reshape(shape)


torch.set_num_threads(1)
torch.manual_seed(7)
model = torchvision.models.mobilenet_v3_small(num_classes=7)
picture = (1.5 * uniform(10000, (2, 3, 64, 64))).float()
for module in model.modules():
    if isinstance(module, torch.nn.BatchNorm2d):
        module.momentum = 1.0
with torch.no_grad():
    model.train()(picture)
    model.eval()
    torch.save(model.state_dict(), sys.argv[1])
    print(json.dumps(model(picture).flatten().double().tolist()))
