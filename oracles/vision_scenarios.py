"""Makes vision_scenarios.json: the CIFAR-LT subsets of the LDAM-DRW code, and DCT hashes as the ImageHash package makes them.

Run: python3 oracles/vision_scenarios.py    (numpy 1.24, scipy 1.10, Pillow 9.4)
"""
import json, pathlib
import numpy as np
import scipy.fftpack
from PIL import Image

here = pathlib.Path(__file__).parent

# Labels of 10 classes in a fixed pseudo-random order; the C# test makes the same ones from this formula.
labels = np.array([(i * 7919 + i * i * 31) % 1009 % 10 for i in range(20000)])


def counts(maximum, factor, classes, kind):
    if kind == "exp":
        return [int(maximum * (factor ** (i / (classes - 1.0)))) for i in range(classes)]
    return [maximum] * (classes // 2) + [int(maximum * factor)] * (classes - classes // 2)


def draw(sizes, seed):
    np.random.seed(seed)
    kept = []
    for c, size in zip(np.unique(labels), sizes):
        idx = np.where(labels == c)[0]
        np.random.shuffle(idx)
        kept.extend(idx[:size].tolist())
    return kept


subsets = []
for kind, factor, seed in (("exp", 0.01, 0), ("step", 0.02, 0), ("exp", 0.1, 5)):
    sizes = counts(1500, factor, 10, kind)
    kept = draw(sizes, seed)
    subsets.append({"kind": kind, "factor": factor, "seed": seed, "counts": sizes, "length": len(kept),
                    "first": kept[:40], "last": kept[-15:], "checksum": int(sum((i + 1) * k for i, k in enumerate(kept)) % (2**31 - 1))})

cifar = {"exp10": counts(5000, 0.01, 10, "exp"), "exp50": counts(5000, 0.02, 10, "exp"), "exp100": counts(500, 0.01, 100, "exp")}

hashes = []
for name in ("photo.jpg", "photo444.jpg", "progressive.jpg", "rgb.png", "cmyk.jpg"):
    image = Image.open(here / "vision" / name).convert("RGB")
    gray = np.asarray(image.resize((32, 32), Image.BILINEAR).convert("L"), dtype=np.float64)
    low = scipy.fftpack.dct(scipy.fftpack.dct(gray, axis=0), axis=1)[:8, :8]
    bits = (low > np.median(low)).flatten()
    small = np.asarray(image.resize((9, 8), Image.BILINEAR).convert("L"))
    difference = (small[:, 1:] > small[:, :-1]).flatten()
    number = lambda b: f"{int(''.join('1' if x else '0' for x in b), 2):016x}"
    hashes.append({"file": name, "dct": number(bits), "difference": number(difference)})

json.dump({"subsets": subsets, "cifar": cifar, "hashes": hashes}, open(here / "vision_scenarios.json", "w"), indent=0)
