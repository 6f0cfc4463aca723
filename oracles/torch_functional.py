"""Golden results of the engine's free functions and elementwise methods.

    /usr/bin/python3 oracles/torch_functional.py     # torch 1.13, writes oracles/torch_functional.json
"""
import json
import pathlib

import torch
import torch.nn.functional as F


def packed(t):
    return {"dtype": str(t.dtype)[6:], "shape": list(t.shape), "values": t.double().flatten().tolist()}


def formula(*shape):
    n = 1
    for size in shape:
        n *= size
    return (torch.arange(n, dtype=torch.float64).sin() * 3).reshape(shape)


x = formula(4, 5)
image = formula(2, 4, 6, 6)
signal = formula(2, 4, 7)
labels = torch.tensor([1, 0, 4, 2])
weight = torch.arange(1, 6, dtype=torch.float64)
p = x.sigmoid()
t = (formula(4, 5) > 0).double()
one = formula(4)

results = {
    "linear": F.linear(x, formula(3, 5), formula(3)),
    "conv1d": F.conv1d(signal, formula(6, 2, 3), formula(6), stride=2, padding=1, dilation=2, groups=2),
    "conv2d": F.conv2d(image, formula(8, 2, 3, 3), formula(8), stride=2, padding=1, groups=2),
    "conv2d_apart": F.conv2d(image, formula(8, 4, 3, 3), None, stride=(1, 2), padding=(0, 1), dilation=(2, 1)),
    "conv_transpose2d": F.conv_transpose2d(image, formula(4, 3, 3, 3), formula(3), stride=2, padding=1, output_padding=1),
    "conv_transpose1d": F.conv_transpose1d(signal, formula(4, 2, 3), None, stride=2),
    "batch_norm": F.batch_norm(image, one, one.abs() + 1, one.abs(), one * 2, False, 0.1, 1e-3),
    "batch_norm_training": F.batch_norm(image, one.clone(), one.clone(), None, None, True),
    "layer_norm": F.layer_norm(x, (5,), weight, formula(5)),
    "group_norm": F.group_norm(image, 2, one, one),
    "instance_norm": F.instance_norm(image, weight=one, bias=one),
    "normalize": F.normalize(x),
    "normalize_zero": F.normalize(torch.zeros(2, 3, dtype=torch.float64)),
    "max_pool1d": F.max_pool1d(signal, 3, 2, 1),
    "max_pool2d": F.max_pool2d(image, 3, 2, 1, ceil_mode=True),
    "avg_pool1d": F.avg_pool1d(signal, 3, 1, 1, count_include_pad=False),
    "avg_pool2d": F.avg_pool2d(image, 2),
    "adaptive_avg_pool1d": F.adaptive_avg_pool1d(signal, 3),
    "adaptive_avg_pool2d": F.adaptive_avg_pool2d(image, (3, 1)),
    "adaptive_max_pool2d": F.adaptive_max_pool2d(image, (2, 2)),
    "nearest": F.interpolate(image, (9, 4), mode="nearest"),
    "bilinear": F.interpolate(image, (9, 4), mode="bilinear", align_corners=False),
    "bilinear_corners": F.interpolate(image, (9, 4), mode="bilinear", align_corners=True),
    "bicubic": F.interpolate(image, (9, 4), mode="bicubic", align_corners=False),
    "antialiased": F.interpolate(image, (3, 4), mode="bilinear", align_corners=False, antialias=True),
    "pad": F.pad(image, (1, 2, 0, 1), value=5.0),
    "pad_reflect": F.pad(image, (1, 2, 0, 1), mode="reflect"),
    "pad_replicate": F.pad(image, (1, 2, 0, 1), mode="replicate"),
    "pad_circular": F.pad(image, (1, 2, 0, 1), mode="circular"),
    "cross_entropy": F.cross_entropy(x, labels),
    "cross_entropy_weighted": F.cross_entropy(x, labels, weight, label_smoothing=0.1),
    "cross_entropy_each": F.cross_entropy(x, labels, reduction="none", ignore_index=4),
    "cross_entropy_soft": F.cross_entropy(x, p / p.sum(1, keepdim=True), reduction="sum"),
    "nll": F.nll_loss(x.log_softmax(1), labels, weight),
    "bce": F.binary_cross_entropy(p, t),
    "bce_logits": F.binary_cross_entropy_with_logits(x, t, weight, pos_weight=weight, reduction="sum"),
    "mse": F.mse_loss(x, t),
    "l1": F.l1_loss(x, t, reduction="none"),
    "smooth_l1": F.smooth_l1_loss(x, t, beta=0.5),
    "kl": F.kl_div(x.log_softmax(1), p, reduction="sum"),
    "cosine": F.cosine_similarity(x, t + 1),
    "one_hot": F.one_hot(labels, 6),
    "embedding": F.embedding(labels, x.t()),
    "relu": F.relu(x), "relu6": F.relu6(x * 3), "leaky_relu": F.leaky_relu(x, 0.2), "elu": F.elu(x, 1.5), "selu": F.selu(x), "gelu": F.gelu(x), "gelu_tanh": F.gelu(x, approximate="tanh"),
    "silu": F.silu(x), "mish": F.mish(x), "sigmoid": x.sigmoid(), "log_sigmoid": F.logsigmoid(x), "tanh": x.tanh(), "softplus": F.softplus(x, 2, 3), "hardswish": F.hardswish(x * 2),
    "hardsigmoid": F.hardsigmoid(x * 2), "hardtanh": F.hardtanh(x, -0.5, 2), "clamp": x.clamp(-1, 2), "clamp_max": x.clamp(max=1), "pow": x.pow(3), "number_pow": 2.0 ** x, "remainder": x % 0.7, "floor_divide": x // 0.7,
    "divided_number": 2.0 / (x + 4), "subtracted_number": 2.0 - x, "atan2": x.atan2(t - 0.5), "lerp": x.lerp(t, 0.3), "addcmul": x.addcmul(t, p, value=0.5), "addcdiv": x.addcdiv(t, p, value=0.5), "where": torch.where(x > 0, x, t), "logit": p.logit(1e-3),
    "nan_to_num": (x / 0.0 * t).nan_to_num(7.0, 8.0, -9.0),
    "gather": x.gather(1, labels.unsqueeze(1)), "scatter": x.scatter(1, labels.unsqueeze(1), 9.0), "scatter_add": x.scatter_add(1, labels.unsqueeze(1), t), "index_add": x.index_add(0, torch.tensor([1, 1]), t[:2], alpha=2),
    "index_select": x.index_select(1, labels), "take": x.take(labels * 3), "masked_fill": x.masked_fill(x > 1, -5.0), "masked_select": x.masked_select(x > 1), "nonzero": (x > 1).nonzero(), "search_sorted": torch.searchsorted(weight, x), "bucketize": torch.bucketize(x, weight, right=True),
    "bin_count": torch.bincount(labels, weight[:4], 7), "roll": x.roll((1, 2), (0, 1)), "flip": x.flip(1), "diagonal": x.diagonal(1), "triangle_upper": x.triu(1), "triangle_lower": x.tril(-1), "repeat": x.repeat(1, 2), "repeat_interleave": x.repeat_interleave(2, 0),
    "unfold": x.unfold(1, 3, 2), "permute": image.permute(0, 2, 3, 1), "expand": one.unsqueeze(1).expand(-1, 3), "unflatten": x.reshape(20).view(4, 5), "outer": one.outer(weight), "add_matmul": torch.addmm(t, formula(4, 2), formula(2, 5), beta=2, alpha=3), "solve": torch.linalg.solve(formula(3, 3), formula(3, 2)), "inverse": torch.linalg.inv(formula(3, 3)), "determinant": torch.linalg.det(formula(3, 3)), "singular": torch.linalg.svd(x).S, "eigen": torch.linalg.eigh(x @ x.t()).eigenvalues,
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(allow_nan=False, obj={"torch": torch.__version__, "results": {k: packed(v) for k, v in results.items()}}) + "\n")
