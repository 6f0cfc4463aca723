"""Golden numbers of the calibrations: scikit-learn 1.2.1 and SciPy. Run: python3 oracles/calibration.py"""
import json
import pathlib

import numpy as np
from scipy.optimize import minimize, minimize_scalar
from scipy.special import expit, log_softmax, xlogy
from sklearn.isotonic import IsotonicRegression

here = pathlib.Path(__file__).parent
rng = np.random.default_rng(11)
isotonic, platt, temperature = [], [], []
for n, decimals in ((40, 8), (200, 1), (15, 0)):
    y = (rng.random(n) < .35).astype(int)
    y[:2] = 0, 1
    s = np.round(rng.normal(size=n) + y, decimals)
    q = np.concatenate([s[:5], [-10, 10], rng.normal(size=20)])
    isotonic.append(dict(labels=y.tolist(), scores=s.tolist(), queries=q.tolist(), values=IsotonicRegression(out_of_bounds="clip").fit(s, y).predict(q).tolist()))
    # The objective of sklearn.calibration._sigmoid_calibration, taken to its minimum.
    t = np.where(y == 1, (y.sum() + 1) / (y.sum() + 2), 1 / (n - y.sum() + 2))
    f = lambda ab: -np.sum(xlogy(t, expit(-(ab[0] * s + ab[1]))) + xlogy(1 - t, 1 - expit(-(ab[0] * s + ab[1]))))
    r = minimize(f, [0, np.log((n - y.sum() + 1) / (y.sum() + 1))], method="Nelder-Mead", options=dict(xatol=1e-12, fatol=1e-14, maxiter=10000))
    platt.append(dict(labels=y.tolist(), scores=s.tolist(), a=r.x[0], b=r.x[1]))
for c, sharp in ((3, 4.), (5, .4)):
    y = rng.integers(0, c, 150)
    z = sharp * (rng.normal(size=(150, c)) + 1.2 * np.eye(c)[y])
    r = minimize_scalar(lambda b: -log_softmax(b * z, axis=1)[np.arange(150), y].sum(), bracket=(.1, 2), tol=1e-14)
    temperature.append(dict(classes=c, labels=y.tolist(), logits=z.ravel().tolist(), temperature=1 / r.x))
json.dump(dict(isotonic=isotonic, platt=platt, temperature=temperature), open(here / "calibration.json", "w"))
