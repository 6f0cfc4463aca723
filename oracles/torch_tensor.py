"""Golden tensors for the engine's tests: printing, indexing, reductions, broadcasting, type promotion.

    /usr/bin/python3 oracles/torch_tensor.py     # torch 1.13, writes oracles/torch_tensor.json
"""
import json
import pathlib

import torch

torch.manual_seed(0)
inf, nan = float("inf"), float("nan")


def packed(t):
    return {"dtype": str(t.dtype)[6:], "shape": list(t.shape), "values": t.double().flatten().tolist() if t.numel() else []}


def formula(*shape, dtype=torch.float64):
    """The same numbers on both sides: sin of the element's number, times 3."""
    n = 1
    for size in shape:
        n *= size
    return (torch.arange(n, dtype=torch.float64).sin() * 3).reshape(shape).to(dtype)


printed = {
    "vector": torch.tensor([1.0, 2.5, -3.25]),
    "whole": torch.tensor([1.0, -2.0, 300.0]),
    "scientific": torch.tensor([1e-5, 1.0]),
    "scientific_ratio": torch.tensor([0.5, 2000.0]),
    "scientific_whole": torch.tensor([100005.0, 1.0]),
    "large": torch.tensor([1e9, 1.5e9]),
    "ties": torch.tensor([0.03125, 0.09375, 0.5]),
    "special": torch.tensor([nan, inf, -inf, 0.0, 1.5]),
    "special_whole": torch.tensor([nan, inf, -inf, 0.0, 1.0]),
    "only_zero": torch.zeros(3),
    "negative_zero": torch.tensor([-0.0, 0.25]),
    "scalar": torch.tensor(3.14159),
    "scalar_int": torch.tensor(7),
    "float64": torch.tensor([1.0, 2.0], dtype=torch.float64),
    "float16": torch.tensor([0.1, 2.0], dtype=torch.float16),
    "bfloat16": torch.tensor([0.1, 2.0], dtype=torch.bfloat16),
    "int32": torch.tensor([[1, -20], [300, 4]], dtype=torch.int32),
    "uint8": torch.tensor([0, 255], dtype=torch.uint8),
    "bool": torch.tensor([True, False]),
    "empty": torch.zeros(0),
    "empty_matrix": torch.zeros(0, 3),
    "empty_int": torch.zeros(0, dtype=torch.int64),
    "matrix": formula(2, 3, dtype=torch.float32),
    "cube": formula(2, 2, 3, dtype=torch.float32),
    "four": torch.arange(16).reshape(2, 2, 2, 2),
    "wrapped": formula(30, dtype=torch.float32),
    "wrapped_matrix": formula(2, 20, dtype=torch.float64),
    "summarised": torch.arange(1001),
    "summarised_matrix": formula(60, 60, dtype=torch.float32),
    "summarised_narrow": formula(500, 4, dtype=torch.float32),
    "summarised_cube": torch.arange(8 * 8 * 20).reshape(8, 8, 20),
    "requires_grad": torch.tensor([1.0, 2.0], requires_grad=True),
    "grad_fn": torch.tensor([1.0, 2.0], requires_grad=True) * torch.tensor(2.0),
    "long_suffix": formula(7, dtype=torch.float64).requires_grad_() * torch.tensor(2.0),
}

x = formula(4, 5, 6)
mask = x > 1
rows = torch.tensor([2, 0, 3])
indexed = {
    "first": x[0],
    "last": x[-1],
    "slice": x[:, 1:3],
    "slice_end": x[..., :-2],
    "from_end": x[-2:, -3:-1],
    "step": x[:, ::2, 1],
    "new_axis": x[:, None, 0],
    "ellipsis": x[..., 3],
    "mask": x[mask],
    "mask_2d": x[mask[..., 0]],
    "rows": x[rows],
    "rows_position": x[rows, 2],
    "rows_columns": x[rows, torch.tensor([1, 1, 4])],
    "slice_rows": x[:, rows],
    "slice_rows_slice": x[1:3, rows, ::3],
    "rows_broadcast": x[rows[:, None], torch.tensor([0, 4])],
    "split_selectors": x[rows, :, torch.tensor([0, 1, 5])],
    "empty_slice": x[4:],
}

written = {}
t = x.clone(); t[0] = 7; written["row"] = t
t = x.clone(); t[:, 1:3] = torch.arange(6).double(); written["slice_broadcast"] = t
t = x.clone(); t[mask] = -1; written["mask"] = t
t = x.clone(); t[rows, 2] = torch.arange(18).reshape(3, 6).double(); written["rows"] = t

reduced = {
    "sum": x.sum(), "sum_1": x.sum(1), "sum_0_2_keep": x.sum((0, 2), keepdim=True),
    "mean": x.mean(), "mean_last": x.mean(-1), "product": x.prod(2), "variance": x.var(), "variance_biased": x.var((0, 1), unbiased=False),
    "deviation": x.std((1,), keepdim=True), "min": x.min(), "max": x.max(), "max_values": x.max(1).values, "max_indices": x.max(1).indices,
    "min_keep": x.min(2, keepdim=True).values, "amax": x.amax((0, 1)), "argmax": x.argmax(), "argmin_2": x.argmin(2),
    "logsumexp": x.logsumexp((1, 2)), "norm": x.norm(), "norm_1": x.norm(1, dim=(1,)), "any": mask.any(1), "all": mask.all(), "count_nonzero": mask.count_nonzero(2),
    "median": x.median(), "median_0": x.median(0).values, "quantile": x.quantile(0.3, 1), "cumsum": x.cumsum(1), "cumprod": x.cumprod(2),
    "softmax": x.softmax(2), "log_softmax": x.log_softmax(0), "sort": x.sort(1, descending=True).values, "argsort": x.argsort(2), "topk": x.topk(2, 1).values,
    "histogram": x.histc(5, -3, 3), "distances": torch.cdist(x[0], x[1]), "matmul": x.matmul(x.transpose(1, 2)), "einsum": torch.einsum("abc,abd->acd", x, x),
}

dtypes = ["uint8", "int32", "int64", "float16", "bfloat16", "float32", "float64", "bool"]
promoted = {}
for left in dtypes:
    for right in dtypes:
        a, b = torch.ones(2, dtype=getattr(torch, left)), torch.ones(2, dtype=getattr(torch, right))
        promoted[f"{left}+{right}"] = str((a + b).dtype)[6:]
for left in dtypes:
    a = torch.ones(2, dtype=getattr(torch, left))
    promoted[f"{left}*int"] = str((a * 2).dtype)[6:]
    promoted[f"{left}*real"] = str((a * 2.5).dtype)[6:]
    promoted[f"{left}/int"] = str((a / 2).dtype)[6:]

broadcast = {}
for name, a, b in [("row", (4, 5), (5,)), ("column", (4, 5), (4, 1)), ("outer", (4, 1), (1, 5)), ("leading", (3, 1, 2), (4, 1)), ("scalar", (2, 3), ())]:
    broadcast[name] = packed(formula(*a) + 2 * formula(*b))

torch.manual_seed(42)
drawn = {"rand": torch.rand(3).tolist(), "randn": torch.randn(20).tolist(), "randint": torch.randint(0, 100, (5,)).tolist(), "randperm": torch.randperm(6).tolist()}

result = {
    "torch": torch.__version__,
    "printed": {k: str(v) for k, v in printed.items()},
    "indexed": {k: packed(v) for k, v in indexed.items()},
    "written": {k: packed(v) for k, v in written.items()},
    "reduced": {k: packed(v) for k, v in reduced.items()},
    "promoted": promoted,
    "broadcast": broadcast,
    "drawn": drawn,
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(result) + "\n")
