"""Numbers of scikit-learn for the one-class rivals: python3 oracles/one_class.py > oracles/one_class.json"""
import json
import sys

import numpy as np
import sklearn
from sklearn.ensemble import IsolationForest
from sklearn.metrics import roc_auc_score
from sklearn.neighbors import LocalOutlierFactor

random = np.random.RandomState(11)
x = np.round(random.standard_normal((150, 3)), 4)
queries = np.round(np.vstack([random.standard_normal((30, 3)), random.standard_normal((15, 3)) * 0.5 + 2.2]), 4)
strange = [0] * 30 + [1] * 15
lof = LocalOutlierFactor(n_neighbors=10, novelty=True).fit(x)
aurocs = [roc_auc_score(strange, -IsolationForest(n_estimators=100, random_state=s).fit(x).score_samples(queries)) for s in range(20)]
means = [float(-IsolationForest(n_estimators=100, random_state=s).fit(x).score_samples(queries).mean()) for s in range(20)]
json.dump({
    "versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
    "x": x.tolist(), "queries": queries.tolist(), "strange": strange,
    "lof_own": (-lof.negative_outlier_factor_).tolist(), "lof_queries": (-lof.score_samples(queries)).tolist(),
    "forest_auroc": float(np.mean(aurocs)), "forest_auroc_sd": float(np.std(aurocs, ddof=1)),
    "forest_score": float(np.mean(means)), "forest_score_sd": float(np.std(means, ddof=1)),
}, sys.stdout)
