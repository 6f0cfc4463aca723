"""Trajectories of torch.optim over 20 steps in float64 for Counterpoise.Torch.Optimizers.

Made with torch 1.13.1 (Debian 12): python3 oracles/optimizers.py
The problem: parameters a (3 x 4) and b (5), a = wave(phase 1), b = wave(phase 2) with wave[i] = sin(0.7 i + phase),
loss_t = sum((a - 0.3)^4) + sum(b^2 * (1 + cos(t))) + sum(a[0]) * sum(b) * 0.1, t = 0..19. Two groups: [a] and [b];
b has its own learning rate (and decay where a decay is given).
"""
import json
import math
import pathlib

import torch
from torch.optim import lr_scheduler
from torch.optim.swa_utils import AveragedModel

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
STEPS = 20


def wave(shape, phase):
    n = math.prod(shape)
    return torch.tensor([math.sin(0.7 * i + phase) for i in range(n)]).reshape(shape)


def problem():
    a = wave((3, 4), 1).requires_grad_()
    b = wave((5,), 2).requires_grad_()
    return a, b


def loss_of(a, b, t):
    return ((a - 0.3) ** 4).sum() + (b**2 * (1 + math.cos(t))).sum() + a[0].sum() * b.sum() * 0.1


def flat(t):
    return t.detach().flatten().tolist()


def run(make, before=None):
    a, b = problem()
    optimizer = make(a, b)
    losses, every = [], {}
    for t in range(STEPS):
        optimizer.zero_grad()
        loss = loss_of(a, b, t)
        loss.backward()
        if before:
            before([a, b], t)
        optimizer.step()
        losses.append(loss.item())
        if t in (0, 1, 9, STEPS - 1):
            every[str(t)] = flat(a) + flat(b)
    return {"losses": losses, "parameters": every}


def sgd(**o):
    return lambda a, b: torch.optim.SGD([{"params": [a]}, {"params": [b], "lr": 0.01, "weight_decay": 0.1}], lr=0.02, **o)


def adam(kind, **o):
    return lambda a, b: kind([{"params": [a]}, {"params": [b], "lr": 0.03, "weight_decay": 0.1, "betas": (0.8, 0.95)}], lr=0.02, **o)


runs = {
    "sgd": run(sgd()),
    "sgd momentum": run(sgd(momentum=0.9)),
    "sgd dampening": run(sgd(momentum=0.9, dampening=0.3, weight_decay=0.05)),
    "sgd nesterov": run(sgd(momentum=0.9, nesterov=True, weight_decay=0.05)),
    "adam": run(adam(torch.optim.Adam)),
    "adam decay": run(adam(torch.optim.Adam, weight_decay=0.05, eps=1e-6)),
    "adam amsgrad": run(adam(torch.optim.Adam, amsgrad=True)),
    "adamw": run(adam(torch.optim.AdamW)),
    "adamw amsgrad": run(adam(torch.optim.AdamW, amsgrad=True, weight_decay=0.02)),
}

norms = []
runs["sgd clipped by norm"] = run(sgd(momentum=0.9), lambda p, t: norms.append(torch.nn.utils.clip_grad_norm_(p, 0.7).item()))
runs["sgd clipped by norm"]["norms"] = norms
infinite = []
runs["sgd clipped by largest"] = run(sgd(), lambda p, t: infinite.append(torch.nn.utils.clip_grad_norm_(p, 0.7, norm_type=math.inf).item()))
runs["sgd clipped by largest"]["norms"] = infinite
one = []
runs["sgd clipped by l1"] = run(sgd(), lambda p, t: one.append(torch.nn.utils.clip_grad_norm_(p, 2.0, norm_type=1).item()))
runs["sgd clipped by l1"]["norms"] = one
runs["sgd clipped by value"] = run(sgd(momentum=0.9), lambda p, t: torch.nn.utils.clip_grad_value_(p, 0.25))


def averaged():
    class Both(torch.nn.Module):
        def __init__(self):
            super().__init__()
            a, b = problem()
            self.a, self.b = torch.nn.Parameter(a.detach()), torch.nn.Parameter(b.detach())

    model = Both()
    average = AveragedModel(model, avg_fn=lambda avg, p, n: 0.9 * avg + 0.1 * p)
    optimizer = sgd(momentum=0.9)(model.a, model.b)
    average.update_parameters(model)
    for t in range(STEPS):
        optimizer.zero_grad()
        loss_of(model.a, model.b, t).backward()
        optimizer.step()
        average.update_parameters(model)
    return flat(average.module.a) + flat(average.module.b)


def rates(make, steps=STEPS, metric=None):
    """The learning rates of both groups in force at step 0, 1, ..."""
    a, b = problem()
    optimizer = torch.optim.SGD([{"params": [a]}, {"params": [b], "lr": 0.05}], lr=0.1)
    schedule = make(optimizer)
    out = []
    for t in range(steps):
        out.append([g["lr"] for g in optimizer.param_groups])
        optimizer.step()
        schedule.step(metric[t]) if metric else schedule.step()
    return out


def warm(optimizer):
    up = lr_scheduler.LinearLR(optimizer, start_factor=0.2, total_iters=5)
    down = lr_scheduler.CosineAnnealingLR(optimizer, T_max=15, eta_min=0.001)
    return lr_scheduler.SequentialLR(optimizer, [up, down], milestones=[5])


metric = [1.0, 0.9, 0.95, 0.92, 0.91, 0.93, 0.8, 0.8, 0.79995, 0.8, 0.81, 0.7, 0.72, 0.71, 0.705, 0.7, 0.7, 0.71, 0.6, 0.65]
schedules = {
    "constant": rates(lambda o: lr_scheduler.LambdaLR(o, lambda t: 1.0)),
    "step": rates(lambda o: lr_scheduler.StepLR(o, 6, 0.3)),
    "multistep": rates(lambda o: lr_scheduler.MultiStepLR(o, [3, 7, 15], 0.1)),
    "one cycle": rates(lambda o: lr_scheduler.OneCycleLR(o, max_lr=[0.1, 0.05], total_steps=21, cycle_momentum=False)),
    "cosine": rates(lambda o: lr_scheduler.CosineAnnealingLR(o, T_max=19, eta_min=0.002)),
    "cosine warm": rates(warm),
    "plateau min": rates(lambda o: lr_scheduler.ReduceLROnPlateau(o, factor=0.5, patience=2, min_lr=0.02), metric=metric),
    "plateau max": rates(lambda o: lr_scheduler.ReduceLROnPlateau(o, mode="max", factor=0.2, patience=1, cooldown=2, threshold=0.01, threshold_mode="abs"), metric=[1 - m for m in metric]),
}

path = pathlib.Path(__file__).with_name("optimizers.json")
path.write_text(json.dumps({"torch": torch.__version__, "runs": runs, "average": averaged(), "metric": metric, "schedules": schedules}) + "\n")
print(path.stat().st_size, "bytes")
