"""Rows that imbalanced-learn 0.10 adds. Writes imblearn_over.json: data sets, and for each case the added rows and labels."""
import json
import os
import warnings

import numpy as np
from imblearn.over_sampling import ADASYN, SMOTE, SMOTEN, SMOTENC, SVMSMOTE, BorderlineSMOTE, KMeansSMOTE, RandomOverSampler

warnings.filterwarnings("ignore")


def blobs(seed, counts, columns, spread=1.0):
    r = np.random.RandomState(seed)
    x = np.vstack([r.standard_normal((n, columns)) * spread + 0.8 * i for i, n in enumerate(counts)])
    y = np.repeat(np.arange(len(counts)), counts)
    order = r.permutation(len(y))
    return np.round(x[order], 6), y[order]


def mixed(seed, counts):
    x, y = blobs(seed, counts, 5)
    r = np.random.RandomState(seed + 100)
    x[:, 1] = r.randint(0, 3, size=len(y)) + (y == 1)
    x[:, 4] = r.randint(0, 4, size=len(y))
    return x, y


def nominal(seed, counts):
    r = np.random.RandomState(seed)
    y = np.repeat(np.arange(len(counts)), counts)
    x = np.column_stack([(r.randint(0, 4, size=len(y)) + y) % 5, r.randint(0, 3, size=len(y)), (r.randint(0, 6, size=len(y)) * (1 + y)) % 7])
    order = r.permutation(len(y))
    return x[order].astype(float), y[order]


def repeated(seed, counts):
    """Every third row of the rare class stands twice: neighbours at distance 0."""
    x, y = blobs(seed, counts, 4)
    rare = np.flatnonzero(y == len(counts) - 1)
    return np.vstack([x, x[rare[::3]]]), np.append(y, y[rare[::3]])


DATA = {
    "two": blobs(1, (60, 17), 4),
    "three": blobs(2, (50, 30, 12), 3),
    "wide": blobs(3, (70, 22), 20, 1.5),
    "large": blobs(4, (420, 60, 25), 6),
    "mixed": mixed(5, (50, 16)),
    "mixed3": mixed(6, (50, 25, 14)),
    "repeated": repeated(9, (55, 18)),
    "nominal": nominal(7, (50, 16)),
    "nominal3": nominal(8, (60, 25, 14)),
}

NUMERIC = ["two", "three", "wide", "large"]


def cases():
    for seed in (0, 42, 2024):
        for data in NUMERIC:
            yield "RandomOverSampler", RandomOverSampler, {}, data, seed
            yield "RandomOverSampler", RandomOverSampler, {"shrinkage": 0.7}, data, seed
            yield "SMOTE", SMOTE, {}, data, seed
            yield "SMOTE", SMOTE, {"k_neighbors": 3, "sampling_strategy": "not majority"}, data, seed
            yield "BorderlineSMOTE", BorderlineSMOTE, {"kind": "borderline-1"}, data, seed
            yield "BorderlineSMOTE", BorderlineSMOTE, {"kind": "borderline-2"}, data, seed
            yield "ADASYN", ADASYN, {}, data, seed
            yield "SVMSMOTE", SVMSMOTE, {}, data, seed
            yield "KMeansSMOTE", KMeansSMOTE, {"cluster_balance_threshold": 0.05, "kmeans_estimator": 3}, data, seed
        for method, sampler in (("SMOTE", SMOTE), ("ADASYN", ADASYN)):
            yield method, sampler, {}, "repeated", seed
        yield "BorderlineSMOTE", BorderlineSMOTE, {"kind": "borderline-1"}, "repeated", seed
        yield "SMOTENC", SMOTENC, {"categorical_features": [1, 4]}, "mixed", seed
        yield "SMOTENC", SMOTENC, {"categorical_features": [4, 1], "k_neighbors": 3}, "mixed3", seed
        yield "SMOTEN", SMOTEN, {}, "nominal", seed
        yield "SMOTEN", SMOTEN, {"k_neighbors": 3}, "nominal3", seed
    yield "SMOTE", SMOTE, {"sampling_strategy": 0.8}, "two", 7
    yield "SMOTE", SMOTE, {"sampling_strategy": "all"}, "three", 7


def run():
    out = []
    for method, sampler, parameters, data, seed in cases():
        x, y = DATA[data]
        for instance in (False, True):
            if instance and seed != 42:
                continue
            state = np.random.RandomState(seed) if instance else seed
            case = {"method": method, "parameters": parameters, "data": data, "seed": seed, "instance": instance}
            try:
                x2, y2 = sampler(random_state=state, **parameters).fit_resample(x, y)
            except (ValueError, RuntimeError) as e:
                case["error"] = type(e).__name__
            else:
                assert np.array_equal(x2[: len(x)], x)
                # The first and last rows of a large result are enough to see the order and the stream.
                new = x2[len(x):]
                case["count"] = len(new)
                case["sum"] = float(new.sum())
                keep = np.r_[0:min(6, len(new)), max(0, len(new) - 6):len(new)]
                case["rows"] = [int(i) for i in keep]
                case["values"] = [[float(v) for v in new[i]] for i in keep]
                case["labels"] = [int(v) for v in y2[len(x):][keep]]
            out.append(case)
    return out


if __name__ == "__main__":
    result = {
        "data": {name: {"x": x.tolist(), "y": y.tolist()} for name, (x, y) in DATA.items()},
        "cases": run(),
    }
    with open(os.path.join(os.path.dirname(__file__), "imblearn_over.json"), "w") as f:
        json.dump(result, f)
        f.write("\n")
