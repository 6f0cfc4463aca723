"""Wilson intervals by SciPy's binomtest and quantiles by NumPy. Run: python3 oracles/intervals.py"""
import json
import pathlib

import numpy as np
from scipy.stats import binomtest

here = pathlib.Path(__file__).parent
rng = np.random.default_rng(1)
wilson = []
for k, n, c in ((4, 5, .95), (0, 5, .95), (5, 5, .95), (1, 1, .9), (37, 100, .99), (1, 1000, .95)):
    ci = binomtest(k, n).proportion_ci(c, method="wilson")
    wilson.append([k, n, c, ci.low, ci.high])
values = rng.normal(size=31)
quantiles = [[q, float(np.quantile(values, q))] for q in (0, .025, .1, .5, .7, .975, 1)]
json.dump(dict(wilson=wilson, values=values.tolist(), quantiles=quantiles), open(here / "intervals.json", "w"), default=float)
