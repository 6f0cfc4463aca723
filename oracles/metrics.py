"""Golden numbers of the metrics: scikit-learn 1.2.1 and imbalanced-learn 0.10. Run: python3 oracles/metrics.py"""
import json
import pathlib
import warnings

import numpy as np
from imblearn.metrics import classification_report_imbalanced, geometric_mean_score
from sklearn import metrics as m

warnings.simplefilter("ignore")
here = pathlib.Path(__file__).parent
rng = np.random.default_rng(20)


def expand(cm):
    cm = np.asarray(cm)
    y, p = [], []
    for i in range(len(cm)):
        for j in range(len(cm)):
            y += [i] * int(cm[i, j])
            p += [j] * int(cm[i, j])
    return np.array(y), np.array(p)


def classes_case(name, y, p, c):
    labels = list(range(c))
    present = sorted(set(y.tolist()))
    rec = m.recall_score(y, p, labels=labels, average=None, zero_division=0)
    f1 = m.f1_score(y, p, labels=labels, average=None, zero_division=0)
    report = classification_report_imbalanced(y, p, labels=labels, output_dict=True)
    rows = [[report[k][n] for n in ("pre", "rec", "spe", "f1", "geo", "iba", "sup")] for k in labels]
    avg = [report["avg_" + n] for n in ("pre", "rec", "spe", "f1", "geo", "iba")]
    return dict(name=name, labels=y.tolist(), predicted=p.tolist(), classes=c, present=present,
                accuracy=m.accuracy_score(y, p), balanced_accuracy=m.balanced_accuracy_score(y, p),
                macro_f1_zero=float(np.mean(f1)), macro_f1=float(np.mean(f1[present])),
                macro_precision=float(np.mean(m.precision_score(y, p, labels=labels, average=None, zero_division=0)[present])),
                f1_variance=float(np.var(f1[present])), f1_variance_sample=float(np.var(f1[present], ddof=1)),
                geometric_mean=geometric_mean_score(y, p, labels=present, average="multiclass"),
                geometric_mean_macro=geometric_mean_score(y, p, labels=present, average="macro"),
                mcc=m.matthews_corrcoef(y, p), kappa=m.cohen_kappa_score(y, p), recall=rec.tolist(), f1=f1.tolist(),
                report=rows, report_average=avg)


def scores_case(name, y, s):
    roc = m.roc_curve(y, s, drop_intermediate=False)
    pr = m.precision_recall_curve(y, s)
    return dict(name=name, labels=y.tolist(), scores=s.tolist(), auroc=m.roc_auc_score(y, s), ap=m.average_precision_score(y, s),
                brier=m.brier_score_loss(y, s), log_loss=m.log_loss(y, np.c_[1 - s, s]),
                fpr=roc[0].tolist(), tpr=roc[1].tolist(), precision=pr[0].tolist(), recall=pr[1].tolist())


cm = json.load(open(here / "metrics_by_specification.json"))["cm"]
classes = [classes_case("golden", *expand(cm), 5)]
for name, c, n, probs in (("skewed", 4, 200, [.9, .05, .03, .02]), ("two", 2, 60, [.8, .2])):
    y = rng.choice(c, n, p=probs)
    p = np.where(rng.random(n) < .7, y, rng.integers(0, c, n))
    classes.append(classes_case(name, y, p, c))
y = rng.choice([0, 1, 3], 80)
classes.append(classes_case("absent class 2, which is predicted", y, np.where(rng.random(80) < .6, y, rng.integers(0, 4, 80)), 4))
classes.append(classes_case("class 1 never predicted", np.array([0, 0, 1, 1, 2, 2, 0]), np.array([0, 0, 0, 2, 2, 2, 0]), 3))

scores = []
for name, n, ties in (("ties", 300, 20), ("continuous", 500, 0), ("few", 12, 4)):
    y = (rng.random(n) < .3).astype(int)
    y[0], y[1] = 0, 1
    s = np.clip(.3 * y + .7 * rng.random(n), 0, 1)
    if ties:
        s = np.round(s * ties) / ties
    scores.append(scores_case(name, y, s))
scores.append(scores_case("certain and wrong", np.array([0, 1, 1, 0]), np.array([1., 0., 1., .5])))

y = rng.choice(3, 150, p=[.7, .2, .1])
logit = rng.normal(size=(150, 3)) + 1.5 * np.eye(3)[y]
p = np.exp(logit) / np.exp(logit).sum(1, keepdims=True)
multi = dict(labels=y.tolist(), probabilities=p.ravel().tolist(),
             auroc=m.roc_auc_score(y, p, multi_class="ovr", average="macro"),
             ap=float(np.mean([m.average_precision_score(y == c, p[:, c]) for c in range(3)])),
             log_loss=m.log_loss(y, p), brier=float(np.mean(((p - np.eye(3)[y]) ** 2).sum(1))))
json.dump(dict(classes=classes, scores=scores, multi=multi), open(here / "metrics.json", "w"), default=float)
