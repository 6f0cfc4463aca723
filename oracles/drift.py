"""Numbers of drift detectors, written out in plain Python; makes drift.json.  Needs SciPy for the Kolmogorov-Smirnov p-value."""
import json
import math

from scipy.stats import ks_2samp


def psi(expected, actual):
    e, a = ([c / sum(counts) for c in counts] for counts in (expected, actual))
    return [(y - x) * math.log(y / x) for x, y in zip(e, a)]


def ddm(errors):
    """Without a guard: minima from the first test on, so that a stream without errors has minima of 0."""
    n = wrong = 0
    best = None
    first = None
    for e in errors:
        n, wrong = n + 1, wrong + e
        if n < 30:
            continue
        p = wrong / n
        s = math.sqrt(p * (1 - p) / n)
        if best is None or p + s < sum(best):
            best = (p, s)
        if p + s > best[0] + 3 * best[1]:
            return first, ("drift", n, p, s), best
        if p + s > best[0] + 2 * best[1] and first is None:
            first = ("warn", n, p, s)
    return first, None, best


def epsilon(n0, n1, variance, delta, n):
    m, d = 1 / (1 / n0 + 1 / n1), delta / math.log(n)
    return math.sqrt(2 / m * variance * math.log(2 / d)) + 2 / (3 * m) * math.log(2 / d)


def adwin(values, delta=.002, least=5):
    """Every value on its own, every split after every value."""
    window, first = [], None
    for t, x in enumerate(values, 1):
        window.append(x)
        while (cut := violated(window, delta, least)):
            first = first or t
            window.pop(0)
    return first, len(window)


def violated(w, delta, least):
    n = len(w)
    if n < 2 * least:
        return False
    mean = sum(w) / n
    variance = sum((x - mean) ** 2 for x in w) / n
    head = 0
    for n0 in range(1, n - least + 1):
        head += w[n0 - 1]
        if n0 >= least and abs(head / n0 - (n * mean - head) / (n - n0)) > epsilon(n0, n - n0, variance, delta, n):
            return True
    return False


def eddm(errors, least=30, ratio=.9):
    n = count = last = 0
    mean = squares = best = 0.0
    alarms = []
    for t, e in enumerate(errors, 1):
        n += 1
        if e:
            count += 1
            d, last = n - last, n
            before = mean
            mean += (d - before) / count
            squares += (d - before) * (d - mean)
        if count < least:
            continue
        reach = mean + 2 * math.sqrt(squares / count)
        best = max(best, reach)
        if reach / best < ratio:
            alarms.append(t)
            n = count = last = 0
            mean = squares = best = 0.0
    return alarms


def hddm_a(values, alpha=.001):
    n = total = cut_n = cut = 0
    alarms = []
    for t, x in enumerate(values, 1):
        n, total = n + 1, total + x
        bound = lambda m: math.sqrt(1 / (2 * m) * math.log(1 / alpha))
        if cut_n == 0 or cut / cut_n + bound(cut_n) >= total / n + bound(n):
            cut_n, cut = n, total
        if cut_n < n:
            m = (n - cut_n) / cut_n * (1 / n)
            if total / n - cut / cut_n >= math.sqrt(m / 2 * math.log(2 / alpha)):
                alarms.append(t)
                n = total = cut_n = cut = 0
    return alarms


def hddm_w(values, alpha=.001, weight=.05):
    def add(sample, x):
        mean, v = sample
        return (x, 1.0) if v == 0 else (weight * x + (1 - weight) * mean, weight ** 2 + (1 - weight) ** 2 * v)

    every, before, after, lowest = (0, 0), (0, 0), (0, 0), math.inf
    alarms = []
    for t, x in enumerate(values, 1):
        every = add(every, x)
        bound = every[0] + math.sqrt(every[1] * math.log(1 / alpha) / 2)
        if bound < lowest:
            lowest, before, after = bound, every, (0, 0)
        else:
            after = add(after, x)
        if after[1] and after[0] - before[0] > math.sqrt((before[1] + after[1]) * math.log(1 / alpha) / 2):
            alarms.append(t)
            every, before, after, lowest = (0, 0), (0, 0), (0, 0), math.inf
    return alarms


def page_hinkley(values, least=30, tolerance=.005, threshold=50):
    n = mean = total = lowest = 0
    alarms = []
    for t, x in enumerate(values, 1):
        n += 1
        mean += (x - mean) / n
        total += x - mean - tolerance
        lowest = min(lowest, total)
        if n >= least and total - lowest > threshold:
            alarms.append(t)
            n = mean = total = lowest = 0
    return alarms


def stepd(errors, window=30, significance=.003):
    seen, alarms = [], []
    for t, e in enumerate(errors, 1):
        seen.append(e)
        if len(seen) < 2 * window:
            continue
        older, recent = seen[:-window], seen[-window:]
        inverse = 1 / len(older) + 1 / window
        pooled = sum(seen) / len(seen)
        rise = sum(recent) / window - sum(older) / len(older) - inverse / 2
        if rise > 0 and math.erfc(rise / math.sqrt(pooled * (1 - pooled) * inverse) / math.sqrt(2)) < significance:
            alarms.append(t)
            seen = []
    return alarms


def noisy(rows, rates, seed=1):
    """Errors whose rate is rates[i] in the i-th part, by the minimal standard generator, which is the same in every language."""
    out = []
    for t in range(rows):
        seed = seed * 16807 % 2147483647
        out.append(int(seed / 2147483647 < rates[t * len(rates) // rows]))
    return out


if __name__ == "__main__":
    a, b = [i / 10 for i in range(1, 9)], [.35 + i / 10 for i in range(8)]
    stream = [int(i % 10 == 9) for i in range(60)] + [i % 2 for i in range(60)]
    warn, drift, best = ddm(stream)
    cut, length = adwin([.2] * 200 + [.8] * 60)
    terms = psi([100, 150, 200, 250, 300], [80, 120, 210, 280, 310])
    ks = ks_2samp(a, b)
    print(json.dumps({
        "psi": sum(terms), "psi_terms": terms, "ks": {"D": ks.statistic, "p": ks.pvalue},
        "ddm": {"first_warn": warn, "drift": drift, "pmin": best[0], "smin": best[1]},
        "ddm_zero_err": ddm([0] * 31 + [1])[1],
        "adwin_eps": {"n0": 60, "n1": 60, "var": .25, "delta": .002, "val": epsilon(60, 60, .25, .002, 120)},
        "stream": {"rows": 6000, "rates": [.1, .3, .05, .2]},
        "alarms": {d.__name__: d(noisy(6000, [.1, .3, .05, .2])) for d in (eddm, hddm_a, hddm_w, page_hinkley, stepd)},
        "adwin_first": cut, "adwin_len_after260": length}, indent=1))
