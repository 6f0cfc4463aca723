"""Principal components by scikit-learn 1.2.1, for PrincipalComponentsTests."""
import json, os
import numpy as np
from sklearn.decomposition import PCA

rng = np.random.RandomState(7)
cases = []
for n, d, k in [(12, 4, 2), (5, 9, 3), (40, 3, 3)]:
    x = rng.normal(size=(n, d)) @ rng.normal(size=(d, d)) + rng.normal(size=d)
    pca = PCA(n_components=k, svd_solver="full").fit(x)
    # The sign is a convention: here the entry of greatest magnitude in each direction is positive.
    sign = np.sign(pca.components_[np.arange(k), np.abs(pca.components_).argmax(axis=1)])
    cases.append({"x": x.tolist(), "k": k, "directions": (pca.components_ * sign[:, None]).tolist(),
                  "scores": (pca.transform(x) * sign).tolist(), "ratio": pca.explained_variance_ratio_.tolist(), "mean": pca.mean_.tolist()})
with open(os.path.splitext(__file__)[0] + ".json", "w") as f:
    json.dump(cases, f)
