"""Golden numbers of the statistics: SciPy 1.10. Run: python3 oracles/statistics.py"""
import json
import pathlib
import warnings

import mpmath
import numpy as np
from scipy import stats

warnings.simplefilter("ignore")
mpmath.mp.dps = 30
here = pathlib.Path(__file__).parent
rng = np.random.default_rng(7)
out = dict(wilcoxon=[], mannwhitney=[], friedman=[], spearman=[], ttest=[], studentized=[], bca=[])
sides = ("two-sided", "greater", "less")


def t_quantile(df):
    """SciPy's own quantile is off by 1e-10 (at 9 degrees of freedom, for one), so mpmath finds it."""
    return float(mpmath.findroot(lambda t: 1 - mpmath.betainc(df / 2, .5, 0, df / (df + t * t), regularized=True) / 2 - mpmath.mpf(".975"), stats.t.ppf(.975, df)))


def pairs(n, kind):
    a = rng.normal(.2, 1, n)
    b = rng.normal(0, 1, n)
    if kind == "ties":
        a, b = np.round(a * 2) / 2, np.round(b * 2) / 2
    return a, b


for n, kind in ((5, "plain"), (10, "plain"), (30, "plain"), (70, "plain"), (25, "ties"), (60, "ties")):
    a, b = pairs(n, kind)
    for side in sides:
        if kind == "plain":
            r = stats.wilcoxon(a, b, alternative=side)
            out["wilcoxon"].append(dict(a=a.tolist(), b=b.tolist(), side=side, method="auto", correction=False, statistic=r.statistic, p=r.pvalue))
        for correction in (False, True):
            r = stats.wilcoxon(a, b, alternative=side, mode="approx", correction=correction)
            out["wilcoxon"].append(dict(a=a.tolist(), b=b.tolist(), side=side, method="normal", correction=correction, statistic=r.statistic, p=r.pvalue))
        r = stats.ttest_rel(a, b, alternative=side)
        half = t_quantile(n - 1) * stats.sem(a - b)
        ci = np.mean(a - b) - half, np.mean(a - b) + half
        out["ttest"].append(dict(a=a.tolist(), b=b.tolist(), side=side, statistic=r.statistic, p=r.pvalue, low=ci[0], high=ci[1]))
        m = max(3, n - 4)
        r = stats.mannwhitneyu(a, b[:m], alternative=side)
        out["mannwhitney"].append(dict(a=a.tolist(), b=b[:m].tolist(), side=side, statistic=r.statistic, p=r.pvalue))
        r = stats.spearmanr(a, b + a, alternative=side)
        out["spearman"].append(dict(a=a.tolist(), b=(b + a).tolist(), side=side, statistic=r.statistic, p=r.pvalue))

for n, k, decimals in ((10, 4, 9), (12, 6, 1), (5, 3, 0)):
    x = np.round(rng.normal(0, 1, (n, k)) + np.arange(k) * .3, decimals)
    r = stats.friedmanchisquare(*x.T)
    f = (n - 1) * r.statistic / (n * (k - 1) - r.statistic)
    ranks = np.mean([stats.rankdata(-row) for row in x], axis=0)
    z = np.abs(ranks[:, None] - ranks[None, :]) / np.sqrt(k * (k + 1) / (6 * n)) * np.sqrt(2)
    out["friedman"].append(dict(scores=x.tolist(), statistic=r.statistic, p=r.pvalue, f=f, f_p=stats.f.sf(f, k - 1, (k - 1) * (n - 1)), ranks=ranks.tolist(),
                                cd=stats.studentized_range.ppf(.95, k, np.inf) / np.sqrt(2) * np.sqrt(k * (k + 1) / (6 * n)),
                                nemenyi=stats.studentized_range.sf(z, k, np.inf).tolist()))
for k in (2, 3, 5, 10, 30):
    for q in (.5, 2., 3.5, 6.):
        out["studentized"].append([k, q, stats.studentized_range.sf(q, k, np.inf)])
for confidence in (.9, .95):
    x = rng.exponential(size=25)
    r = stats.bootstrap((x,), np.mean, n_resamples=999, confidence_level=confidence, method="BCa", random_state=1)
    jack = [np.mean(np.delete(x, i)) for i in range(len(x))]
    out["bca"].append(dict(values=x.tolist(), draws=r.bootstrap_distribution.tolist(), jackknife=jack, confidence=confidence,
                           low=r.confidence_interval.low, high=r.confidence_interval.high))
json.dump(out, open(here / "statistics.json", "w"), default=float)
