"""Golden numbers of log(I_v(x) x^-v) and I_{v+1}(x) / I_v(x): mpmath with 40 digits. Run: python3 oracles/log_bessel.py"""
import json
import pathlib

import mpmath

mpmath.mp.dps = 40
here = pathlib.Path(__file__).parent
rows = []
for order in ("-0.5", "0", "0.5", "1", "7", "31", "31.5", "63", "255", "1023"):
    for x in ("0", "1e-3", "0.5", "3", "10", "33.3", "100", "1000", "1e5"):
        v, z = mpmath.mpf(order), mpmath.mpf(x)
        if z == 0:
            log, ratio = -v * mpmath.log(2) - mpmath.loggamma(v + 1), mpmath.mpf(0)
        else:
            log = mpmath.log(mpmath.besseli(v, z)) - v * mpmath.log(z)
            ratio = mpmath.besseli(v + 1, z) / mpmath.besseli(v, z)
        rows.append(dict(order=float(v), x=float(z), log=float(log), ratio=float(ratio)))
(here / "log_bessel.json").write_text(json.dumps(rows, indent=1) + "\n")
