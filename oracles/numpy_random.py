"""Draws of numpy.random.RandomState that Counterpoise.Randomness.NumPyRandomState must repeat. Writes numpy_random.json."""
import json
import os

import numpy as np


def draws(seed):
    r = np.random.RandomState(seed)
    out = {"seed": seed if isinstance(seed, list) else [seed], "array": isinstance(seed, list)}
    out["random_sample"] = r.random_sample(5).tolist()
    out["randint_10"] = r.randint(0, 10, size=8).tolist()
    out["randint_1"] = r.randint(0, 1, size=3).tolist()
    out["randint_big"] = r.randint(0, 5_000_000_000_000, size=4).tolist()
    out["randint_negative"] = r.randint(-7, 1000, size=6).tolist()
    out["randint_scalar"] = int(r.randint(123))
    out["uniform"] = r.uniform(-2.0, 3.0, size=4).tolist()
    out["normal_odd"] = r.standard_normal(3).tolist()
    out["normal_more"] = r.standard_normal(4).tolist()
    out["permutation"] = r.permutation(17).tolist()
    values = list(range(9))
    r.shuffle(values)
    out["shuffle"] = values
    out["choice"] = r.choice(50, size=6).tolist()
    out["choice_without"] = r.choice(50, size=6, replace=False).tolist()
    p = np.array([0.1, 0.0, 0.4, 0.2, 0.3])
    out["choice_p"] = r.choice(5, size=7, p=p).tolist()
    out["choice_p_without"] = r.choice(5, size=4, replace=False, p=p).tolist()
    out["gamma_small"] = [r.standard_gamma(0.3) for _ in range(4)]
    out["gamma_large"] = [r.standard_gamma(7.5) for _ in range(4)]
    out["gamma_one"] = r.standard_gamma(1.0)
    out["beta_large"] = [r.beta(10, 10) for _ in range(3)]
    out["beta_small"] = [r.beta(0.5, 0.7) for _ in range(3)]
    out["after_many"] = (r.random_sample(2000)[-1], r.randint(2**31 - 1))[0:2]
    out["after_many"] = [float(out["after_many"][0]), int(out["after_many"][1])]
    return out


if __name__ == "__main__":
    result = {"numpy": np.__version__, "cases": [draws(s) for s in (0, 1, 42, 4294967295, [1, 2, 3], list(range(700)))]}
    with open(os.path.join(os.path.dirname(__file__), "numpy_random.json"), "w") as f:
        json.dump(result, f, indent=1)
        f.write("\n")
