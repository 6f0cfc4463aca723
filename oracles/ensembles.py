"""Numbers of scikit-learn and imbalanced-learn for the trees and ensembles: python3 oracles/ensembles.py > oracles/ensembles.json

Trees and boosted stumps are kept only where every random_state gives the same numbers, so that no draw among equally good splits hides in them.
Ensembles are kept as mean and standard deviation over seeds.
"""
import json
import sys
import warnings

import imblearn
import numpy as np
import sklearn
from imblearn.ensemble import BalancedBaggingClassifier, BalancedRandomForestClassifier, EasyEnsembleClassifier, RUSBoostClassifier
from sklearn.ensemble import AdaBoostClassifier
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.tree import DecisionTreeClassifier

warnings.filterwarnings("ignore")
SEEDS = 30


def rounded(x):
    return np.round(x * 1024) / 1024


def same(make, x, y, test, weights):
    found = [make(s).fit(x, y, sample_weight=weights).predict_proba(test) for s in range(8)]
    assert all(np.allclose(found[0], f, rtol=0, atol=1e-10) for f in found), "a draw decides"
    return found[0].tolist()


def blobs(random, rows, share):
    y = (random.random_sample(rows) < share).astype(int)
    y[:3] = 1
    x = random.standard_normal((rows, 5))
    x[:, 0] += 1.2 * y
    x[:, 1] += np.where(y == 1, 0.8 * np.sign(x[:, 2]), 0)
    return rounded(x), y


def main():
    random = np.random.RandomState(7)
    x, test = rounded(random.standard_normal((120, 3))), rounded(random.standard_normal((40, 3)))
    two = (x[:, 0] + 0.5 * random.standard_normal(120) > 0.6).astype(int)
    three = np.digitize(x[:, 1] + 0.4 * random.standard_normal(120), [-0.5, 0.9])
    weights = np.round(random.uniform(0.25, 3, 120), 3)
    tree = lambda **o: lambda s: DecisionTreeClassifier(random_state=s, **o)
    boost = lambda n: lambda s: AdaBoostClassifier(n_estimators=n, algorithm="SAMME.R", random_state=s)
    document = {
        "versions": {"scikit-learn": sklearn.__version__, "imbalanced-learn": imblearn.__version__, "numpy": np.__version__},
        "x": x.tolist(), "test": test.tolist(), "two": two.tolist(), "three": three.tolist(), "weights": weights.tolist(),
        "stump": same(tree(max_depth=1), x, two, test, None),
        "tree_depth3_leaf5": same(tree(max_depth=3, min_samples_leaf=5), x, two, test, None),
        "tree_weights": same(tree(max_depth=3, min_samples_leaf=8), x, three, test, weights),
        "boost_two": same(boost(15), x, two, test, None),
        "boost_three": same(boost(10), x, three, test, weights),
    }
    train, train_y = blobs(random, 400, 0.06)
    held, held_y = blobs(random, 400, 0.06)
    document |= {"train": train.tolist(), "train_y": train_y.tolist(), "held": held.tolist(), "held_y": held_y.tolist(), "spread": {}}
    for name, make in {
        "balanced_bagging": lambda s: BalancedBaggingClassifier(n_estimators=10, random_state=s),
        "balanced_random_forest": lambda s: BalancedRandomForestClassifier(n_estimators=50, random_state=s),
        "easy_ensemble": lambda s: EasyEnsembleClassifier(n_estimators=5, random_state=s),
        "rus_boost": lambda s: RUSBoostClassifier(n_estimators=20, random_state=s),
    }.items():
        scores = [make(s).fit(train, train_y).predict_proba(held)[:, 1] for s in range(SEEDS)]
        auroc = [roc_auc_score(held_y, s) for s in scores]
        precision = [average_precision_score(held_y, s) for s in scores]
        document["spread"][name] = {
            "auroc": float(np.mean(auroc)), "auroc_sd": float(np.std(auroc, ddof=1)),
            "average_precision": float(np.mean(precision)), "average_precision_sd": float(np.std(precision, ddof=1)),
            "mean_probability": float(np.mean(scores)), "mean_probability_sd": float(np.std([np.mean(s) for s in scores], ddof=1)),
        }
    json.dump(document, sys.stdout)


main()
