"""Golden numbers of fragility curves: SciPy 1.10 by direct minimisation, NumPy 1.24. Run: python3 oracles/fragility.py

Collapse counts of eight wood-frame buildings, 45 ground motions at each of 16 intensities: pyFragility, datasets/msa_wood_frame.csv
(BSD-3-Clause, Laxman Dahal; Dahal, Burton, Onyambu, Structural Safety 96, 2022). `specification` repeats the numbers of transfer_and_overlap.json.
"""
import json
import pathlib

import numpy as np
from scipy.optimize import minimize
from scipy.special import betaln, expit, gammaln, log_ndtr, ndtr
from scipy.stats import norm

here = pathlib.Path(__file__).parent
im = np.array([.178, .274, .444, .56, .652, .79, .982, 1.246, 1.564, 2.014, 2.417, 3.021, 3.625, 4.028, 4.431, 5.035])
counts = {
    "B1-Existing": [0, 0, 0, 0, 0, 4, 13, 23, 38, 41, 44, 45, 45, 45, 45, 45], "B1-Retrofit": [0] * 9 + [3, 9, 22, 30, 37, 39, 41],
    "B2-Existing": [0] * 5 + [1, 4, 6, 14, 14, 22, 31, 34, 36, 37, 43], "B2-Retrofit": [0] * 10 + [4, 9, 15, 16, 23, 27],
    "B3-Existing": [0, 0, 2, 10, 11, 25, 28, 39, 43, 44] + [45] * 6, "B3-Retrofit": [0] * 6 + [1, 4, 9, 11, 15, 25, 34, 36, 37, 39],
    "B4-Existing": [0, 0, 0, 2, 4, 9, 10, 18, 25, 34, 37, 41, 43, 44, 45, 45], "B4-Retrofit": [0] * 6 + [1, 3, 10, 10, 17, 26, 34, 35, 38, 42],
}
x, n = np.log(im), np.full(16, 45)
ln2 = np.log(2)
log_f = dict(lognormal=log_ndtr, logLogistic=lambda z: -np.logaddexp(0, -z), weibull=lambda z: np.log(-np.expm1(-ln2 * np.exp(z))))
log_s = dict(lognormal=lambda z: log_ndtr(-z), logLogistic=lambda z: -np.logaddexp(0, z), weibull=lambda z: -ln2 * np.exp(z))
log_d = dict(lognormal=norm.logpdf, logLogistic=lambda z: -np.logaddexp(0, z) - np.logaddexp(0, -z), weibull=lambda z: np.log(ln2) + z - ln2 * np.exp(z))


def best(f, start, polish=6):
    """The simplex, restarted until it stays: no derivatives, so that it shares nothing with Newton's method."""
    at = np.asarray(start, float)
    for _ in range(polish):
        at = minimize(f, at, method="Nelder-Mead", options=dict(xatol=1e-11, fatol=1e-13, maxiter=40000, maxfev=40000)).x
    return at, f(at)


def xlog(k, log):
    return np.where(k > 0, k * log, 0)


def nll_terms(form, at, x, n, k):
    z = (x - at[0]) / np.exp(at[1])
    return -(xlog(k, log_f[form](z)) + xlog(n - k, log_s[form](z)))


def hessian(f, at, h=1e-4):
    d, e = len(at), np.eye(len(at)) * h
    return np.array([[(f(at + e[i] + e[j]) - f(at + e[i] - e[j]) - f(at - e[i] + e[j]) + f(at - e[i] - e[j])) / (4 * h * h) for j in range(d)] for i in range(d)])


def scores(f, at, h=1e-6):
    return np.array([(f(at + h * e) - f(at - h * e)) / (2 * h) for e in np.eye(len(at))]).T


def constant(n, k):
    return float(np.sum(gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)))


out = dict(specification={key: json.load(open(here / "transfer_and_overlap.json"))[key] for key in ("frag", "map", "ess", "multi")})
buildings = []
for name, k in counts.items():
    k = np.array(k)
    fits = {}
    for form in log_f:
        at, value = best(lambda p: nll_terms(form, p, x, n, k).sum(), [np.log(2), -.7])
        fits[form] = dict(theta=np.exp(at[0]), beta=np.exp(at[1]), nll=value, aic=4 + 2 * (value - constant(n, k)))
        if form == "lognormal":
            a = np.linalg.inv(hessian(lambda p: nll_terms(form, p, x, n, k).sum(), at))
            s = scores(lambda p: nll_terms(form, p, x, n, k), at)
            z = (x - at[0]) / np.exp(at[1])
            w = n * norm.pdf(z) ** 2 / (ndtr(z) * ndtr(-z))
            dz = np.stack([np.full(16, -1 / np.exp(at[1])), -z])
            events = np.arange(16) // 2
            sums = np.array([s[events == e].sum(0) for e in range(8)])
            fits[form].update(observed=a.ravel().tolist(), expected=np.linalg.inv((w * dz) @ dz.T).ravel().tolist(), sandwich=(a @ s.T @ s @ a).ravel().tolist(),
                              clustered=(a @ sums.T @ sums @ a * (8 / 7) * (15 / 14)).ravel().tolist())
    buildings.append(dict(name=name, failures=k.tolist(), forms=fits))
out["wood_frame"] = dict(intensities=im.tolist(), trials=n.tolist(), buildings=buildings)

# Firth's penalty (Jeffreys' prior in intercept and slope), with few failures, none of them below a survival.
few = np.array([.2, .3, .4, .5, .7, .9, 1.1]), np.array([3, 3, 3, 3, 3, 3, 3]), np.array([0, 0, 0, 0, 0, 2, 3])
out["firth"] = []
for form in log_f:
    lx = np.log(few[0])

    def penalised(c):
        eta = c[0] + c[1] * lx
        w = few[1] * np.exp(2 * log_d[form](eta) - log_f[form](eta) - log_s[form](eta))
        design = np.stack([np.ones(7), lx])
        return np.sum(-(xlog(few[2], log_f[form](eta)) + xlog(few[1] - few[2], log_s[form](eta)))) - .5 * np.linalg.slogdet((w * design) @ design.T)[1]

    at, value = best(penalised, [0, 1])
    out["firth"].append(dict(form=form, intensities=few[0].tolist(), trials=few[1].tolist(), failures=few[2].tolist(), theta=np.exp(-at[0] / at[1]), beta=1 / at[1]))

rng = np.random.default_rng(19)
out["states"] = []
for form in log_f:
    sx = np.exp(rng.normal(0, .6, 120))
    level = (np.log(sx) + .5 * rng.normal(size=120))
    reached = (level > -.4).astype(int) + (level > .1) + (level > .7)

    def ordered(p):
        mu = np.cumsum(np.concatenate([[p[0]], np.exp(p[1:3])]))
        z = (np.log(sx)[:, None] - mu) / np.exp(p[3])
        up = np.concatenate([np.ones((120, 1)), np.exp(log_f[form](z)), np.zeros((120, 1))], 1)
        return -np.sum(np.log(np.maximum(up[np.arange(120), reached] - up[np.arange(120), reached + 1], 1e-300)))

    at, value = best(ordered, [-.4, -.7, -.5, -.7])
    mu = np.cumsum(np.concatenate([[at[0]], np.exp(at[1:3])]))
    free = lambda q: ordered(np.concatenate([[q[0]], np.log(np.diff(q[:3])), [q[3]]]))
    cov = np.linalg.inv(hessian(free, np.concatenate([mu, [at[3]]])))
    out["states"].append(dict(form=form, intensities=sx.tolist(), reached=reached.tolist(), thetas=np.exp(mu).tolist(), beta=np.exp(at[3]), nll=value, covariance=cov.ravel().tolist()))

out["capacities"] = []
for form in log_f:
    capacity = np.exp(rng.normal(.2, .45, 40))
    lower, upper = capacity.copy(), capacity.copy()
    lower[capacity > 1.6], upper[capacity > 1.6] = 1.6, np.inf
    lower[:6], upper[:6] = np.floor(capacity[:6] * 4) / 4, np.floor(capacity[:6] * 4) / 4 + .25
    lower[6], upper[6] = 0, 1.

    def capacities(p):
        zl, zu = [(np.log(np.maximum(v, 1e-300)) - p[0]) / np.exp(p[1]) for v in (lower, np.minimum(upper, 1e300))]
        exact = lower == upper
        right, left = np.isinf(upper), lower == 0
        inner = ~(exact | right | left)
        return -(np.sum(log_d[form](zl[exact]) - p[1]) + log_s[form](zl[right]).sum() + log_f[form](zu[left]).sum()
                 + np.log(np.exp(log_f[form](zu[inner])) - np.exp(log_f[form](zl[inner]))).sum())

    at, value = best(capacities, [0, -.7])
    cov = np.linalg.inv(hessian(capacities, at))
    out["capacities"].append(dict(form=form, lower=lower.tolist(), upper=[None if np.isinf(v) else v for v in upper], theta=np.exp(at[0]), beta=np.exp(at[1]), nll=value, covariance=cov.ravel().tolist()))

out["covariates"] = []
z = np.concatenate([np.log(np.exp(rng.normal(0, .7, (150, 1)))), rng.normal(size=(150, 2))], 1)
y = (z @ [2, .6, -.5] - .8 + rng.normal(size=150) > 0).astype(int)
events = rng.integers(0, 12, 150)
for form in log_f:
    def regression(c):
        eta = c[0] + z @ c[1:]
        return -(xlog(y, log_f[form](eta)) + xlog(1 - y, log_s[form](eta)))

    at, value = best(lambda c: regression(c).sum(), [0, 1, 0, 0])
    a = np.linalg.inv(hessian(lambda c: regression(c).sum(), at, 1e-4))
    s = scores(regression, at)
    sums = np.array([s[events == e].sum(0) for e in np.unique(events)])
    g = len(sums)
    prior_mean, prior_sd = np.array([0, 1, 0, 0]), np.array([2, .5, .3, .3])
    posterior, _ = best(lambda c: regression(c).sum() + .5 * np.sum(((c - prior_mean) / prior_sd) ** 2), at)
    out["covariates"].append(dict(form=form, features=z.tolist(), failed=y.tolist(), events=events.tolist(), coefficients=at.tolist(), nll=value, observed=a.ravel().tolist(),
                                  clustered=(a @ sums.T @ sums @ a * g / (g - 1) * 149 / 146).ravel().tolist(), prior_mean=prior_mean.tolist(), prior_deviation=prior_sd.tolist(), posterior=posterior.tolist()))

out["overdispersed"] = []
for form in log_f:
    bx, bn = np.exp(np.linspace(-1.2, 1.2, 14)), np.full(14, 30)
    p = np.exp(log_f[form](np.log(bx) / .5))
    bk = rng.binomial(bn, rng.beta(np.maximum(p * 6, 1e-9), np.maximum((1 - p) * 6, 1e-9)))

    def beta_binomial(at):
        z, s = (np.log(bx) - at[0]) / np.exp(at[1]), np.exp(-at[2])
        a, b = np.exp(log_f[form](z)) * s, np.exp(log_s[form](z)) * s
        return -np.sum(betaln(bk + a, bn - bk + b) - betaln(a, b)) - constant(bn, bk)

    at, value = best(beta_binomial, [0, -.7, -2])
    out["overdispersed"].append(dict(form=form, intensities=bx.tolist(), trials=bn.tolist(), failures=bk.tolist(), theta=np.exp(at[0]), beta=np.exp(at[1]), rho=expit(at[2]), log_likelihood=-value,
                                     covariance=np.linalg.inv(hessian(beta_binomial, at)).ravel().tolist()))

# The hierarchical model, centred and sampled by plain random-walk Metropolis: neither the parametrisation nor the sampler is shared.
cov = [np.array([[.02 ** 2 * (1 + i), .0002], [.0002, .05 ** 2]]) for i in range(6)]
theta_s, beta_s = np.array([.6, .8, 1., 1.1, 1.5, 2.2]), np.array([.35, .4, .5, .45, .6, .4])
tx, tn, tk = np.array([.3, .6, 1.2, 2.]), np.array([5, 5, 5, 5]), np.array([0, 1, 4, 4])
middle = .5 * (np.log(.15) + np.log(5))


def log_posterior(p):
    m, t, nu, sg, a, b = p
    value = -.5 * ((m - middle) / 2) ** 2 - .5 * ((nu - np.log(.4)) / .5) ** 2 + t - .5 * np.exp(2 * t) + sg - .5 * np.exp(2 * sg) / .3 ** 2
    for th, be, v in zip(theta_s, beta_s, cov):
        c00, c01, c11 = v[0, 0] + np.exp(2 * t), v[0, 1], v[1, 1] + np.exp(2 * sg)
        r, q, det = np.log(th) - m, np.log(be) - nu, c00 * c11 - c01 ** 2
        value = value - .5 * np.log(det) - .5 * (c11 * r * r - 2 * c01 * r * q + c00 * q * q) / det
    value = value - t - .5 * ((a - m) / np.exp(t)) ** 2 - sg - .5 * ((b - nu) / np.exp(sg)) ** 2
    z = (np.log(tx)[:, None] - a) / np.exp(b)
    return value + (tk[:, None] * log_ndtr(z) + (tn - tk)[:, None] * log_ndtr(-z)).sum(0)


walkers, at = 2000, np.tile(np.array([0, -.7, -.8, -1.5, 0, -.8])[:, None], 2000) + .2 * rng.normal(size=(6, 2000))
scale, now, kept = np.array([.2, .3, .12, .35, .25, .25])[:, None], None, []
now = log_posterior(at)
for step in range(6000):
    # One or two coordinates at a time, so that proposals are not too small for any.
    move = scale * rng.normal(size=(6, walkers)) * (rng.random((6, walkers)) < .35)
    value = log_posterior(at + move)
    accept = np.log(rng.random(walkers)) < value - now
    at, now = np.where(accept, at + move, at), np.where(accept, value, now)
    if step >= 1500 and step % 50 == 0:
        kept.append(at.copy())
kept = np.concatenate(kept, 1)
out["hierarchical"] = dict(sources=[dict(theta=t, beta=b, covariance=v.ravel().tolist()) for t, b, v in zip(theta_s, beta_s, cov)], intensities=tx.tolist(), trials=tn.tolist(), failures=tk.tolist(),
                           middle=middle, log_theta=dict(mean=kept[4].mean(), deviation=kept[4].std(), low=np.quantile(kept[4], .05), high=np.quantile(kept[4], .95)),
                           log_beta=dict(mean=kept[5].mean(), deviation=kept[5].std()), tau=np.exp(kept[1]).mean(), sigma=np.exp(kept[3]).mean(), draws=kept.shape[1])

# The annual frequency under a power-law hazard k0 x^-k: k0 theta^-k exp(k^2 beta^2 / 2).
out["hazard"] = dict(k0=1e-3, k=2.5, theta=.8, beta=.4, frequency=1e-3 * .8 ** -2.5 * np.exp(.5 * 2.5 ** 2 * .4 ** 2))
json.dump(out, open(here / "fragility.json", "w"))
