"""Rows that imbalanced-learn 0.10's under-sampling, cleaning and combined methods leave. Writes imblearn_clean.json."""
import json
import os
import warnings

import numpy as np
from imblearn.combine import SMOTEENN, SMOTETomek
from imblearn.under_sampling import (
    AllKNN,
    ClusterCentroids,
    CondensedNearestNeighbour,
    EditedNearestNeighbours,
    InstanceHardnessThreshold,
    NearMiss,
    NeighbourhoodCleaningRule,
    OneSidedSelection,
    RandomUnderSampler,
    RepeatedEditedNearestNeighbours,
    TomekLinks,
)
from imblearn_over import DATA, NUMERIC
from sklearn.neighbors import KNeighborsClassifier

warnings.filterwarnings("ignore")
FIXED = [
    ("TomekLinks", TomekLinks, {}),
    ("TomekLinks", TomekLinks, {"sampling_strategy": "all"}),
    ("EditedNearestNeighbours", EditedNearestNeighbours, {}),
    ("EditedNearestNeighbours", EditedNearestNeighbours, {"kind_sel": "mode", "n_neighbors": 4, "sampling_strategy": "all"}),
    ("RepeatedEditedNearestNeighbours", RepeatedEditedNearestNeighbours, {}),
    ("RepeatedEditedNearestNeighbours", RepeatedEditedNearestNeighbours, {"kind_sel": "mode"}),
    ("AllKNN", AllKNN, {}),
    ("AllKNN", AllKNN, {"kind_sel": "mode", "n_neighbors": 5, "allow_minority": True}),
    ("NeighbourhoodCleaningRule", NeighbourhoodCleaningRule, {}),
    ("NeighbourhoodCleaningRule", NeighbourhoodCleaningRule, {"kind_sel": "mode", "n_neighbors": 5}),
    ("NearMiss", NearMiss, {"version": 1}),
    ("NearMiss", NearMiss, {"version": 2}),
    ("NearMiss", NearMiss, {"version": 3}),
]
DRAWN = [
    ("RandomUnderSampler", RandomUnderSampler, {}),
    ("RandomUnderSampler", RandomUnderSampler, {"replacement": True}),
    ("CondensedNearestNeighbour", CondensedNearestNeighbour, {}),
    ("CondensedNearestNeighbour", CondensedNearestNeighbour, {"n_neighbors": 3, "n_seeds_S": 4}),
    ("OneSidedSelection", OneSidedSelection, {}),
    ("OneSidedSelection", OneSidedSelection, {"n_neighbors": 3, "n_seeds_S": 5}),
    ("ClusterCentroids", ClusterCentroids, {}),
    ("ClusterCentroids", ClusterCentroids, {"voting": "hard"}),
    ("InstanceHardnessThreshold", InstanceHardnessThreshold, {"neighbors": 7}),
    ("SMOTEENN", SMOTEENN, {}),
    ("SMOTETomek", SMOTETomek, {}),
]


def one(method, sampler, parameters, data, seed):
    x, y = DATA[data]
    case = {"method": method, "parameters": parameters, "data": data, "seed": seed}
    arguments = dict(parameters)
    if "neighbors" in arguments:
        arguments["estimator"] = KNeighborsClassifier(n_neighbors=arguments.pop("neighbors"))
    if seed is not None:
        arguments["random_state"] = seed
    x2, y2 = sampler(**arguments).fit_resample(x, y)
    case["count"] = len(x2)
    case["sum"] = float(x2.sum())
    keep = np.r_[0:min(6, len(x2)), max(0, len(x2) - 6):len(x2)]
    case["rows"] = [int(i) for i in keep]
    case["values"] = [[float(v) for v in x2[i]] for i in keep]
    case["labels"] = [int(v) for v in y2[keep]]
    return case


if __name__ == "__main__":
    cases = [one(*m, data, None) for data in NUMERIC for m in FIXED]
    # A center of two rows is equally far from both: rounding alone picks one, and "wide" has such clusters.
    cases += [
        one(*m, data, seed)
        for seed in (0, 42)
        for data in NUMERIC
        for m in DRAWN
        if not (data == "wide" and m[2].get("voting") == "hard")
    ]
    with open(os.path.join(os.path.dirname(__file__), "imblearn_clean.json"), "w") as f:
        json.dump({"cases": cases}, f)
        f.write("\n")
