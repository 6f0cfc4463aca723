"""Intervals of the area under a ROC curve, by loops over all pairs and SciPy's root finder. Run: python3 oracles/auroc_interval.py"""
import json
import pathlib

import numpy as np
from scipy.optimize import brentq
from scipy.stats import norm

here = pathlib.Path(__file__).parent
rng = np.random.default_rng(14)


def hanley(t, m, n):
    return t * (1 - t) * (1 + ((m + n) / 2 - 1) * ((1 - t) / (2 - t) + t / (1 + t))) / (m * n)


def kish(w):
    return w.sum() ** 2 / (w ** 2).sum()


def side(place, w, area):
    further = w.max() - w.mean()
    place, w = np.r_[place, .5], np.r_[w, further]
    mean, k = np.average(np.r_[np.full(len(w) - 1, area), .5], weights=w), kish(w)
    return (w ** 2 * (place - mean) ** 2).sum() / w.sum() ** 2 * k / max(k - 1, .5)


def one(y, s, w, confidence):
    p, n = y == 1, y == 0
    right = (s[p][:, None] > s[n][None, :]) + .5 * (s[p][:, None] == s[n][None, :])
    of_p, of_n = right @ w[n] / w[n].sum(), w[p] @ right / w[p].sum()
    area = w[p] @ of_p / w[p].sum()
    m, k, z = kish(w[p]), kish(w[n]), norm.ppf(.5 + confidence / 2)
    r = (side(of_p, w[p], area) + side(of_n, w[n], area)) / hanley(area, m, k) if 0 < area < 1 else 1
    scale = (min(m, k) * r + 15) / (min(m, k) + 15)
    reach = lambda t: z * np.sqrt(scale * hanley(t, m, k))
    lower = 0 if area == 0 else brentq(lambda t: area - t - reach(t), 1e-300, min(area, 1 - 1e-9), xtol=1e-15)
    upper = 1 if area == 1 else brentq(lambda t: t - area - reach(t), area, 1 - 1e-16, xtol=1e-15)
    influence = np.zeros(len(y))
    influence[p], influence[n] = w[p] * (of_p - area) / w[p].sum(), w[n] * (of_n - area) / w[n].sum()
    return area, lower, upper, influence


def mean(y, probabilities, w, confidence):
    found = [one((y == c).astype(int), probabilities[:, c], w, confidence) for c in range(probabilities.shape[1]) if (y == c).any()]
    correlation = np.array([[a[3] @ b[3] / np.sqrt(a[3] @ a[3] * (b[3] @ b[3])) for b in found] for a in found])
    area = np.mean([f[0] for f in found])
    down, up = np.array([f[0] - f[1] for f in found]), np.array([f[2] - f[0] for f in found])
    return area, max(0, area - np.sqrt(down @ correlation @ down) / len(found)), min(1, area + np.sqrt(up @ correlation @ up) / len(found))


cases = []
for rows, positives, digits, weighted, confidence, shift in ((40, 9, 1, False, .95, 1), (60, 30, 8, False, .9, .2), (50, 7, 8, True, .95, 1),
                                                             (30, 4, 8, False, .95, 9), (80, 20, 1, True, .99, .5), (12, 1, 8, False, .95, .4)):
    y = (np.arange(rows) < positives).astype(int)
    s = np.round(rng.normal(size=rows) + shift * y, digits)
    w = np.round(rng.exponential(size=rows), 2) + .01 if weighted else np.ones(rows)
    area, lower, upper, _ = one(y, s, w, confidence)
    cases.append(dict(labels=y.tolist(), scores=s.tolist(), weights=w.tolist() if weighted else None, confidence=confidence, area=area,
                      lower=lower, upper=upper))
several = []
for weighted in (False, True):
    y = rng.choice(3, size=70, p=[.7, .2, .1])
    x = rng.normal(size=(70, 3))
    x[np.arange(70), y] += 1.2
    probabilities = np.exp(x) / np.exp(x).sum(1, keepdims=True)
    w = np.round(rng.exponential(size=70), 2) + .01 if weighted else np.ones(70)
    area, lower, upper = mean(y, probabilities, w, .95)
    several.append(dict(labels=y.tolist(), probabilities=probabilities.ravel().tolist(), weights=w.tolist() if weighted else None, area=area,
                        lower=lower, upper=upper))
json.dump(dict(cases=cases, several=several), open(here / "auroc_interval.json", "w"), default=float)
