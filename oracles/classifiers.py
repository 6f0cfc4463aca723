"""Golden numbers of the classifiers: scikit-learn 1.2.1. Run: python3 oracles/classifiers.py"""
import json
import pathlib

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier

here = pathlib.Path(__file__).parent
rng = np.random.default_rng(3)
logistic, knn = [], []
for classes, n, d, ridge, weighted in ((2, 120, 4, 1., False), (2, 120, 4, .01, True), (3, 150, 3, 1., False), (4, 200, 5, .1, True), (2, 80, 2, 1e-4, False)):
    y = rng.choice(classes, n, p=np.array([.7] + [.3 / (classes - 1)] * (classes - 1)))
    x = rng.normal(size=(n, d)) + .8 * rng.normal(size=(classes, d))[y]
    w = rng.uniform(.1, 3, n) if weighted else np.ones(n)
    # The default lbfgs solver stops 1e-5 short of the minimum that both share.
    m = LogisticRegression(C=1 / ridge, tol=1e-10, max_iter=100000, solver="newton-cg").fit(x, y, w)
    q = rng.normal(size=(20, d))
    logistic.append(dict(classes=classes, ridge=ridge, x=x.tolist(), y=y.tolist(), weights=w.tolist(), coefficients=m.coef_.tolist(),
                         intercepts=m.intercept_.tolist(), queries=q.tolist(), probabilities=m.predict_proba(q).tolist()))
    for how in ("uniform", "distance"):
        k = KNeighborsClassifier(5, weights=how).fit(x, y)
        knn.append(dict(classes=classes, x=x.tolist(), y=y.tolist(), queries=q.tolist(), how=how, probabilities=k.predict_proba(q).tolist()))
json.dump(dict(logistic=logistic, knn=knn), open(here / "classifiers.json", "w"))
