"""Folds of scikit-learn 1.2.1. Run: python3 oracles/splits.py"""
import json
import pathlib

import numpy as np
from sklearn.model_selection import GroupKFold, StratifiedGroupKFold, StratifiedKFold, TimeSeriesSplit

here = pathlib.Path(__file__).parent
rng = np.random.default_rng(5)


def folds(splitter, y, groups=None):
    return [dict(train=a.tolist(), test=b.tolist()) for a, b in splitter.split(np.zeros(len(y)), y, groups)]


y = np.concatenate([[2, 0, 1], rng.choice(3, 90, p=[.75, .15, .1])])
groups = rng.integers(0, 20, len(y))
sizes = np.repeat(np.arange(12), np.arange(12, 0, -1))
out = dict(labels=y.tolist(), groups=groups.tolist(), plain=folds(StratifiedKFold(4), y),
           shuffled=[dict(seed=s, folds=folds(StratifiedKFold(5, shuffle=True, random_state=s), y)) for s in (0, 1, 42)],
           stratified_group=folds(StratifiedGroupKFold(4), y, groups), sizes=sizes.tolist(),
           group=folds(GroupKFold(3), np.zeros(len(sizes), int), sizes),
           time=folds(TimeSeriesSplit(5), y), time_gap=folds(TimeSeriesSplit(4, gap=3), y))
json.dump(out, open(here / "splits.json", "w"))
