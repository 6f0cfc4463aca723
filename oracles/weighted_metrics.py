"""Golden numbers of weighted metrics: scikit-learn 1.2.1 with sample_weight. Run: python3 oracles/weighted_metrics.py"""
import json
import pathlib
import warnings

import numpy as np
from sklearn import metrics as m

warnings.simplefilter("ignore")
here = pathlib.Path(__file__).parent
rng = np.random.default_rng(14)


def scores_case(name, y, s, w):
    p = (s >= .5).astype(int)
    roc, pr = m.roc_curve(y, s, sample_weight=w, drop_intermediate=False), m.precision_recall_curve(y, s, sample_weight=w)
    recalls = m.recall_score(y, p, average=None, labels=[0, 1], sample_weight=w, zero_division=0)
    return dict(name=name, labels=y.tolist(), scores=s.tolist(), weights=w.tolist(),
                confusion=m.confusion_matrix(y, p, labels=[0, 1], sample_weight=w).tolist(),
                accuracy=m.accuracy_score(y, p, sample_weight=w),
                balanced_accuracy=m.balanced_accuracy_score(y, p, sample_weight=w),
                recall=recalls.tolist(),
                precision=m.precision_score(y, p, average=None, labels=[0, 1], sample_weight=w, zero_division=0).tolist(),
                f1=m.f1_score(y, p, average=None, labels=[0, 1], sample_weight=w, zero_division=0).tolist(),
                macro_f1=m.f1_score(y, p, average="macro", sample_weight=w, zero_division=0),
                geometric_mean=float(np.sqrt(np.prod(recalls))),
                mcc=m.matthews_corrcoef(y, p, sample_weight=w), kappa=m.cohen_kappa_score(y, p, sample_weight=w),
                auroc=m.roc_auc_score(y, s, sample_weight=w), ap=m.average_precision_score(y, s, sample_weight=w),
                brier=m.brier_score_loss(y, s, sample_weight=w), log_loss=m.log_loss(y, np.c_[1 - s, s], sample_weight=w),
                fpr=roc[0].tolist(), tpr=roc[1].tolist(), curve_precision=pr[0].tolist(), curve_recall=pr[1].tolist())


cases = []
for name, n, ties, zeros in (("ties", 300, 20, 0), ("continuous", 400, 0, 0), ("some weights 0", 120, 10, 30), ("few", 12, 4, 2)):
    y = (rng.random(n) < .3).astype(int)
    y[:4] = [0, 1, 0, 1]
    s = np.clip(.3 * y + .7 * rng.random(n), 0, 1)
    if ties:
        s = np.round(s * ties) / ties
    w = rng.gamma(1.5, 2, n)
    w[n - zeros:] = 0
    cases.append(scores_case(name, y, s, w))
y = (rng.random(200) < .2).astype(int)
s = np.round(np.clip(.3 * y + .7 * rng.random(200), 0, 1), 2)
cases.append(scores_case("whole weights, as if rows stood there so often", y, s, rng.integers(1, 6, 200).astype(float)))

y = rng.choice(3, 150, p=[.7, .2, .1])
logit = rng.normal(size=(150, 3)) + 1.5 * np.eye(3)[y]
p, w = np.exp(logit) / np.exp(logit).sum(1, keepdims=True), rng.gamma(2, 1, 150)
g = p.argmax(1)
recalls = m.recall_score(y, g, average=None, sample_weight=w)
multi = dict(labels=y.tolist(), probabilities=p.ravel().tolist(), weights=w.tolist(), accuracy=m.accuracy_score(y, g, sample_weight=w),
             balanced_accuracy=m.balanced_accuracy_score(y, g, sample_weight=w), geometric_mean=float(np.prod(recalls) ** (1 / 3)),
             macro_f1=m.f1_score(y, g, average="macro", sample_weight=w), mcc=m.matthews_corrcoef(y, g, sample_weight=w),
             auroc=m.roc_auc_score(y, p, multi_class="ovr", average="macro", sample_weight=w),
             ap=float(np.mean([m.average_precision_score(y == c, p[:, c], sample_weight=w) for c in range(3)])),
             log_loss=m.log_loss(y, p, sample_weight=w),
             brier=float(np.average(((p - np.eye(3)[y]) ** 2).sum(1), weights=w)))
json.dump(dict(cases=cases, multi=multi), open(here / "weighted_metrics.json", "w"), default=float)
