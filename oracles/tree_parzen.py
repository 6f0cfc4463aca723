"""Golden numbers of the tree-structured Parzen estimator, by the rules of Optuna 5's _ParzenEstimator in plain Python. Run: python3 oracles/tree_parzen.py"""
import json
import math
import pathlib

X = [.1, .2, .35, .4, .6, .8, .95, .5, .3, .7]
VALUES = [.9, .7, .4, .35, .5, .8, 1, .45, .5, .65]


def cdf(z):
    return .5 * math.erfc(-z / math.sqrt(2))


def kernels(observations, low, high):
    n, order = len(observations), sorted(range(len(observations)), key=lambda i: observations[i])
    sigma = [0.] * n
    for place, i in enumerate(order):
        left = observations[i] - observations[order[place - 1]] if place else observations[i] - low if n == 1 else 0
        right = observations[order[place + 1]] - observations[i] if place < n - 1 else high - observations[i] if n == 1 else 0
        sigma[i] = min(max(left, right, (high - low) / min(100, 2 + n)), high - low)
    return observations + [(low + high) / 2], sigma + [high - low], [1 / (n + 1)] * (n + 1)


def density(estimator, x, low=0., high=1.):
    return sum(w * math.exp(-.5 * ((x - m) / s) ** 2) / (s * math.sqrt(2 * math.pi)) / (cdf((high - m) / s) - cdf((low - m) / s)) for m, s, w in zip(*estimator))


def mass(estimator, a, b, low, high):
    return sum(w * (cdf((b - m) / s) - cdf((a - m) / s)) / (cdf((high - m) / s) - cdf((low - m) / s)) for m, s, w in zip(*estimator))


def choices(observations, k):
    n = len(observations) + 1
    rows = [[(1 / n + (c == o)) / (k / n + 1) for c in range(k)] for o in observations] + [[1 / k] * k]
    return [sum(row[c] for row in rows) / n for c in range(k)]


def describe(estimator):
    return dict(zip(("mu", "sigma", "w"), estimator), pdf={str(x): density(estimator, x) for x in (.05, .4, .5, .9)})


best = VALUES.index(min(VALUES))
l, g, l2 = kernels([X[best]], 0, 1), kernels([x for i, x in enumerate(X) if i != best], 0, 1), kernels([.4, .35], 0, 1)
whole = kernels([2, 3, 3], .5, 4.5)
golden = {
    "l": describe(l), "g": describe(g), "l2": describe(l2),
    "log_ratio": {str(x): math.log(density(l, x)) - math.log(density(g, x)) for x in (.05, .4, .5, .9)},
    "cat_[2]_K4": choices([2], 4), "cat_[0,1,1,3]_K4": choices([0, 1, 1, 3], 4),
    "int_[2,3,3]_1..4": [mass(whole, k - .5, k + .5, .5, 4.5) for k in range(1, 5)],
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(golden, indent=1) + "\n")
