"""Makes the small weight files in oracles/weights and weight_files.json with what they hold (torch 1.13, numpy 1.24)."""

import collections
import json
import os
from pathlib import Path

import numpy as np
import torch

HERE = Path(__file__).parent
OUT = HERE / "weights"
OUT.mkdir(exist_ok=True)
expected = {}


def describe(value):
    """Tensors as type, shape and values by their dotted name; NumPy arrays likewise."""
    if isinstance(value, np.ndarray):
        return {"type": value.dtype.name, "shape": list(value.shape), "values": value.astype(np.float64).ravel().tolist()}
    return {"type": str(value.dtype)[6:], "shape": list(value.shape), "values": value.detach().double().reshape(-1).tolist()}


def flatten(value, name=""):
    if isinstance(value, torch.Tensor):
        return {name or "tensor": describe(value)}
    found = {}
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, (list, tuple)) else ()
    for key, item in items:
        found.update(flatten(item, f"{name}.{key}" if name else str(key)))
    return found


def save(name, value, **options):
    torch.save(value, OUT / name, **options)
    expected[name] = flatten(value)


torch.manual_seed(1)
base = torch.arange(24, dtype=torch.float32).reshape(4, 6) / 8 - 1
types = {str(t)[6:]: (torch.arange(-3, 4).to(t) if t is not torch.uint8 else torch.arange(7, dtype=t))
         for t in (torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8)}
types["bool"] = torch.tensor([True, False, True])
strides = {
    "transposed": base.t(), "offset": base[1:, 2:], "step": base[::2, ::3], "expanded": base[0, :1].expand(3, 5),
    "permuted": torch.arange(24.0).reshape(2, 3, 4).permute(2, 0, 1), "channels_last": torch.randn(2, 3, 2, 2).contiguous(memory_format=torch.channels_last),
    "scalar": torch.tensor(2.5), "empty": torch.empty(0, 4), "column": base[:, 1],
}
shared = torch.arange(10.0)
nested = {
    "epoch": 3, "best": 0.75, "big": 1 << 40, "negative": -5, "name": "grüße", "on": True, "none": None, "bytes": b"\x00\xff", "shape": torch.Size([2, 3]), "device": torch.device("cpu"), "dtype": torch.float16,
    "model": collections.OrderedDict(weight=torch.nn.Parameter(base.clone()), bias=torch.nn.Parameter(torch.ones(4), requires_grad=False)),
    "optimizer": {"state": {0: {"step": torch.tensor(5.0), "exp_avg": torch.zeros(2)}}, "param_groups": [{"lr": 0.1, "betas": (0.9, 0.999), "params": [0]}]},
}
module = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.BatchNorm2d(2))

for suffix, options in (("zip", {}), ("legacy", {"_use_new_zipfile_serialization": False})):
    save(f"types.{suffix}.pth", types, **options)
    save(f"strides.{suffix}.pth", strides, **options)
    save(f"shared.{suffix}.pth", {"all": shared, "tail": shared[4:], "twice": shared.reshape(2, 5), "tied": [base, base]}, **options)
    save(f"nested.{suffix}.pth", nested, **options)
    save(f"module.{suffix}.pth", module.state_dict(), **options)
    save(f"tensor.{suffix}.pth", base, **options)
for protocol in (3, 4, 5):
    save(f"protocol{protocol}.pth", nested, pickle_protocol=protocol)


class Attack:
    def __reduce__(self):
        return os.system, ("echo this must never run",)


for suffix, options in (("zip", {}), ("legacy", {"_use_new_zipfile_serialization": False})):
    torch.save({"weight": base, "attack": Attack()}, OUT / f"attack.{suffix}.pth", **options)
torch.save(module, OUT / "whole-module.pth")

arrays = {
    "float64": np.arange(6, dtype="<f8").reshape(2, 3) / 4, "float32": np.arange(6, dtype="<f4").reshape(2, 3) / 4, "float16": np.arange(5, dtype="<f2") / 4,
    "int64": np.array([-(1 << 40), 7]), "int32": np.arange(-2, 3, dtype="<i4"), "int16": np.arange(-2, 3, dtype="<i2"), "int8": np.arange(-2, 3, dtype="i1"),
    "uint8": np.arange(250, 256).astype("u1"), "bool": np.array([True, False]), "scalar": np.array(2.5), "empty": np.zeros((0, 3), dtype="<f4"),
    "fortran": np.asfortranarray(np.arange(24, dtype="<f4").reshape(2, 3, 4)), "big_float64": (np.arange(6).reshape(2, 3) / 4).astype(">f8"),
    "big_int16": np.arange(-2, 3, dtype=">i2"), "big_fortran": np.asfortranarray(np.arange(6, dtype=">i4").reshape(2, 3)),
}
for name, array in arrays.items():
    np.save(OUT / f"{name}.npy", array)
    expected[f"{name}.npy"] = {"tensor": describe(array)}
for version in ((2, 0), (3, 0)):
    with open(OUT / f"version{version[0]}.npy", "wb") as file:
        np.lib.format.write_array(file, arrays["float32"], version=version)
    expected[f"version{version[0]}.npy"] = {"tensor": describe(arrays["float32"])}
np.save(OUT / "object.npy", np.array([{"a": 1}], dtype=object), allow_pickle=True)
for name, writer in (("stored.npz", np.savez), ("deflated.npz", np.savez_compressed)):
    writer(OUT / name, a=arrays["float32"], b=arrays["fortran"], zeros=np.zeros((40, 50)))
    expected[name] = {"a": describe(arrays["float32"]), "b": describe(arrays["fortran"]), "zeros": describe(np.zeros((40, 50)))}

(HERE / "weight_files.json").write_text(json.dumps(expected, indent=1) + "\n")
