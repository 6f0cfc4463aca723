"""Computes the golden numbers of the specifications anew, by their equations, and compares them with the committed files.

acl, losses, metrics_by_specification, mixture, rgnet, label_noise, federated_relabelling, graph, qc_smote, selection_and_explanation,
transfer_and_overlap, prototypes_and_scan, augmentation_advice and augmentation_advice_nonmonotone came with the specifications of the
methods. Each number here is computed from its inputs with NumPy, SciPy, PyTorch and scikit-learn, in the shortest way there is, so that
the files can be told from mistakes. Where a file holds more than its equations give (draws, published tables), the rest is counted.

    python3 oracles/specification.py     # prints a line a file; ends with 1 where a number differs by more than 1e-8
"""
import json
import math
import os
import sys

import numpy as np
import torch
import torch.nn.functional as F
from scipy.optimize import minimize
from scipy.special import ive
from scipy.stats import norm
from sklearn import metrics as skm

HERE = os.path.dirname(os.path.abspath(__file__))
torch.set_default_dtype(torch.float64)
FAULTS = []


class File:
    """One committed file, and what of it was computed."""

    def __init__(self, name):
        self.name, self.worst, self.seen = name, 0.0, set()
        with open(os.path.join(HERE, name + ".json"), encoding="utf-8") as f:
            self.data = json.load(f)

    def __getitem__(self, key):
        return self.data[key]

    def check(self, key, value, tolerance=1e-8, at=None):
        """Compares a value with that of a key, or of keys below it."""
        found = self.data[key]
        for part in at or ():
            found = found[part]
        a, b = np.asarray(found, float), np.asarray(value, float)
        if a.shape != b.shape:
            FAULTS.append(f"{self.name}.{key}: shapes {a.shape} and {b.shape}")
            return
        difference = float(np.max(np.abs(a - b) / np.maximum(1, np.abs(a)))) if a.size else 0.0
        self.worst = max(self.worst, difference)
        self.seen.add(key)
        if not difference <= tolerance:
            FAULTS.append(f"{self.name}.{key}: {found} in the file, {value} computed")

    def done(self):
        rest = [key for key in self.data if key not in self.seen]
        print(f"{self.name}: {len(self.seen)} of {len(self.data)} entries computed, greatest difference {self.worst:.1e}"
              + (f"; taken as handed over: {', '.join(rest)}" if rest else ""))


def grad(value, of):
    return torch.autograd.grad(value, of, retain_graph=True)[0]


LOGITS = [[2, .5, -1], [.3, 1.2, -.4], [1.5, -.2, .1], [-.5, 1, .2], [.1, .4, .9], [-1, .3, .6]]
Z = [[1, .5, -.2], [.8, .7, .1], [1.2, -.3, .4], [-.6, 1.1, .3], [-.2, .9, -.5], [.1, -.4, 1.3]]
Y = torch.tensor([0, 0, 0, 1, 1, 2])
SHARES = torch.tensor([.6, .3, .1])


def supcon(z, y, tau):
    """The loss of every anchor; 0 without a positive."""
    z = F.normalize(z)
    s = z @ z.T / tau
    n = len(y)
    others = ~torch.eye(n, dtype=torch.bool)
    log = s - torch.logsumexp(s.masked_fill(~others, -math.inf), 1, keepdim=True)
    positives = (y[:, None] == y[None]) & others
    counts = positives.sum(1)
    return -(log.masked_fill(~positives, 0).sum(1) / counts.clamp(min=1)) * (counts > 0)


def acl():
    f = File("acl")
    logits, z = torch.tensor(LOGITS, requires_grad=True), torch.tensor(Z, requires_grad=True)
    nll = F.cross_entropy(logits, Y, reduction="none")
    w = (1 / SHARES)[Y]
    f.check("nll", nll.detach())
    f.check("ce_mean", nll.mean().item())
    f.check("wce_sum_paper", (w * nll).sum().item())
    f.check("wce_mean", (w * nll).mean().item())
    f.check("wce_weighted_mean", ((w * nll).sum() / w.sum()).item())
    f.check("wce_mean_w_over_C", (w * nll).mean().item() / 3)
    f.check("grad_logits_wce_sum", grad((w * nll).sum(), logits))
    f.check("grad_logits_wce_mean", grad((w * nll).mean(), logits))
    sigma = SHARES.std(unbiased=False).item()
    tau = min(max(.1 * (1 - sigma), .01), .1)
    weight = {"1": min(1 * (1 + sigma), 1), "0.5": .5 * (1 + sigma)}
    f.check("sigma_pop", sigma)
    f.check("sigma_sample", SHARES.std(unbiased=True).item())
    f.check("tau", tau)
    f.check("lam_lam0_1", weight["1"])
    f.check("lam_lam0_05", weight["0.5"])
    anchors = supcon(z, Y, tau)
    f.check("supcon_per_anchor", anchors.detach())
    f.check("supcon_sum_paper", anchors.sum().item())
    f.check("supcon_mean_all", anchors.mean().item())
    f.check("supcon_mean_valid", anchors.sum().item() / 5)
    f.check("official_supcon_basetemp_eq_tau", anchors.mean().item())
    f.check("official_supcon_basetemp_0.07", anchors.mean().item() * tau / .07)
    f.check("grad_Z_supcon_sum", grad(anchors.sum(), z))
    f.check("grad_Z_supcon_sum_tau0.1", grad(supcon(z, Y, .1).sum(), z))
    for other in (.07, .1, .5):
        f.check(f"supcon_sum_tau_{other}", supcon(z, Y, other).sum().item())
    total = {"sum": ((w * nll).sum(), anchors.sum()), "mean": ((w * nll).mean(), anchors.mean()),
             "norm": ((w * nll).sum() / w.sum(), anchors.sum() / 5)}
    for name, (own, contrast) in total.items():
        f.check(f"total_{name}_lam1", (own + weight["1"] * contrast).item())
        f.check(f"total_{name}_lam0_0.5", (own + weight["0.5"] * contrast).item())
    second = torch.tensor(f["two_view_second"])
    f.seen.add("two_view_second")
    two = supcon(torch.cat([z.detach(), second]), torch.cat([Y, Y]), tau)
    f.check("two_view_per_anchor", two)
    f.check("two_view_sum", two.sum().item())
    f.check("two_view_mean", two.mean().item())
    f.check("two_view_official_mean", two.mean().item())
    s = F.normalize(z.detach())
    s = s @ s.T / tau
    log = s - torch.logsumexp(s.masked_fill(torch.eye(6, dtype=torch.bool), -math.inf), 1, keepdim=True)
    same = Y[:, None] == Y[None]
    f.check("BUG_sum_if_P_includes_self", -((log * same).sum(1) / same.sum(1)).sum().item())
    for c, value in f["sigma_max"].items():
        f.check("sigma_max", math.sqrt(int(c) - 1) / int(c), at=(c,))
    f.check("all_same_label_supcon_sum", supcon(z.detach(), torch.zeros(6), tau).sum().item())
    f.check("all_distinct_supcon_sum", supcon(z.detach(), torch.arange(6), tau).sum().item())
    f.check("identical_z_two_pairs", supcon(torch.ones(4, 3), torch.tensor([0, 0, 1, 1]), .1).sum().item())
    f.check("expected_4log3", 4 * math.log(3))
    f.check("exp_1_over_tau_min", 1 / .01)
    f.done()


def losses():
    f = File("losses")
    counts = torch.tensor([60., 30., 10.])
    log_prior = torch.log(counts / counts.sum())
    logits = torch.tensor(LOGITS, requires_grad=True)

    def both(key, loss):
        f.check(key, loss.item())
        f.check(key + "_grad0", grad(loss, logits)[0])

    both("balanced_softmax", F.cross_entropy(logits + torch.log(counts), Y))
    both("logit_adj_tau1", F.cross_entropy(logits + log_prior, Y))
    both("logit_adj_tau1.5", F.cross_entropy(logits + 1.5 * log_prior, Y))
    root = counts ** -.25
    margins = .5 * root / root.max()
    f.check("ldam_margins", margins)
    both("ldam_s30", F.cross_entropy(30 * (logits - F.one_hot(Y, 3) * margins[Y][:, None]), Y))
    for beta in (.9, .99, .999, .9999):
        w = (1 - beta) / (1 - beta ** counts)
        w = w * 3 / w.sum()
        f.check(f"cb_weights_{beta}", w)
    both("cb_ce_weightedmean", F.cross_entropy(logits, Y, weight=w))
    both("vs_g0.2_t1", F.cross_entropy(logits * (counts / counts.max()) ** .2 + log_prior, Y))
    p = torch.softmax(logits, 1)[torch.arange(6), Y]
    both("focal_g2", (-(1 - p) ** 2 * torch.log(p)).mean())
    rows = torch.tensor([[3., 4.], [1., 0.], [.3, .4]])
    for t in f["tau_norm"]:
        f.check("tau_norm", rows / rows.norm(dim=1, keepdim=True) ** float(t), at=(t,))
    centres = F.normalize(torch.tensor([[1, .4, 0], [-.4, 1, 0], [0, -.3, 1]]))
    f.check("bcl_centres", centres)
    z = torch.tensor(Z, requires_grad=True)
    second = torch.tensor(File("acl")["two_view_second"])
    views = F.normalize(torch.cat([z, second]))
    y2 = torch.cat([Y, Y])
    keys, labels = torch.cat([views, centres]), torch.cat([y2, torch.arange(3)])
    s = views @ keys.T / .1
    loss = 0
    for i in range(12):
        denominator = 0
        for c in range(3):
            others = [a for a in range(15) if labels[a] == c and a != i]
            denominator = denominator + torch.exp(s[i, others]).sum() / len(others)
        positives = [a for a in range(15) if labels[a] == y2[i] and a != i]
        loss = loss - (s[i, positives].mean() - torch.log(denominator)) / 12
    f.check("bcl_tau0.1", loss.item())
    f.check("bcl_tau0.1_grad0", grad(loss, z)[0])
    f.check("bcl_official", loss.item())
    tau, alpha, loss = .2, .05, 0
    s = views[:6] @ views.T / tau
    for i in range(6):
        others = [a for a in range(12) if a != i]
        row = torch.cat([(logits + log_prior)[i], s[i, others]])
        w = torch.cat([F.one_hot(Y[i], 3).double(), alpha * (y2[others] == Y[i]).double()])
        loss = loss - (w * torch.log_softmax(row, 0)).sum() / w.sum() / 6
    f.check("paco_a0.05_t0.2", loss.item())
    f.check("paco_a0.05_t0.2_grad0", grad(loss, z)[0])
    f.check("paco_official_a0.05_t0.2", loss.item(), tolerance=1e-6)
    mean = np.array([.9, .7, .5])
    kappa = 3 * mean / (1 - mean ** 2)
    f.check("proco_kappa", kappa)

    def log_c(k):
        nu = 3 / 2 - 1
        return np.log(ive(nu, k)) + k - nu * np.log(k)

    unit = F.normalize(torch.tensor(Z)).numpy()
    contrast = np.array([[log_c(np.linalg.norm(kappa[j] * centres[j].numpy() + u / .1)) - log_c(kappa[j]) for j in range(3)]
                         for u in unit])
    f.check("proco_contrast_logits", contrast)
    f.check("proco_loss_Lin", F.cross_entropy(torch.tensor(contrast) + log_prior, Y).item())
    for epoch in f["glmc_alpha"]:
        f.check("glmc_alpha", 1 - (int(epoch) / 200) ** 2, at=(epoch,))
    f.done()


def metrics_by_specification():
    f = File("metrics_by_specification")
    m = np.array(f["cm"], float)
    f.seen |= {"cm", "score_y", "score_s"}
    rows, columns, n = m.sum(1), m.sum(0), m.sum()
    recall, precision, f1 = m.diagonal() / rows, m.diagonal() / columns, 2 * m.diagonal() / (rows + columns)
    f.check("accuracy", m.trace() / n)
    f.check("recall", recall)
    f.check("precision", precision)
    f.check("f1", f1)
    f.check("gmean_multiclass", np.exp(np.log(recall).mean()))
    f.check("imblearn", np.exp(np.log(recall).mean()))
    specificity = [(n - rows[c] - columns[c] + m[c, c]) / (n - rows[c]) for c in range(5)]
    f.check("gmean_sens_x_spec_macro", math.sqrt(recall.mean() * np.mean(specificity)))
    f.check("f1_var_pop", f1.var())
    f.check("f1_var_sample", f1.var(ddof=1))
    f.check("f1_macro", f1.mean())
    f.check("bal_acc", recall.mean())
    truth = np.repeat(np.arange(5), rows.astype(int))
    guess = np.concatenate([np.repeat(np.arange(5), row.astype(int)) for row in m])
    f.check("mcc", skm.matthews_corrcoef(truth, guess))
    f.check("kappa", skm.cohen_kappa_score(truth, guess))
    f.check("gmean_one_zero_recall", 0)
    y, s = np.array(f["score_y"]), np.array(f["score_s"])
    f.check("auroc", skm.roc_auc_score(y, s))
    f.check("ap", skm.average_precision_score(y, s))
    best = max(((skm.balanced_accuracy_score(y, s >= t), t) for t in sorted(set(s))))
    f.check("best_bal_acc", best)
    f.check("best_f1", max(((skm.f1_score(y, s >= t), t) for t in sorted(set(s)))))
    f.check("brier", np.mean((s - y) ** 2))
    f.check("logloss", skm.log_loss(y, s))
    bins = np.minimum((s * 5).astype(int), 4)
    f.check("ece5", sum(abs(s[bins == b].mean() - y[bins == b].mean()) * np.mean(bins == b) for b in range(5) if (bins == b).any()))
    f.done()


def mixture():
    f = File("mixture")
    e = torch.tensor([[2, 0, -1], [.5, 1.5, 0], [-.5, .2, 1]], requires_grad=True)
    g = torch.tensor([1, 0, -.5], requires_grad=True)
    a, p = torch.softmax(g, 0), torch.softmax(e, 1)
    mix, logit = a @ p, torch.softmax(a @ e, 0)
    f.check("gate", a.detach())
    f.check("expert_probs", p.detach())
    f.check("mix_prob", mix.detach())
    f.check("mix_logit_softmax", logit.detach())
    f.check("nll_prob", -torch.log(mix[1]).item())
    f.check("nll_logit", -torch.log(logit[1]).item())
    f.check("grad_gate_prob", grad(-torch.log(mix[1]), g))
    f.check("grad_gate_logit", grad(-torch.log(logit[1]), g))
    f.check("grad_E_prob", grad(-torch.log(mix[1]), e))
    f.check("resp", (a * p[:, 1] / mix[1]).detach())
    f.check("gate_T2", torch.softmax(g / 2, 0).detach())
    gates = np.array([[.7, .2, .1], [.6, .3, .1], [.2, .2, .6], [.5, .4, .1]])
    importance = gates.sum(0)
    f.check("importance", importance)
    f.check("cv2", importance.var() / importance.mean() ** 2)
    f.check("gate_entropy_mean", -(gates * np.log(gates)).sum(1).mean())
    f.done()


def rgnet():
    f = File("rgnet")
    x = np.array([1, -.5, .25, 2])
    h1 = np.tanh(x.reshape(2, 2).mean(1))
    h2 = np.tanh(h1.mean())
    features = np.concatenate([x, h1, [h2]])
    logit = features @ np.arange(1, 8) / 10 - .2
    f.check("h1", [h1])
    f.check("h2", [[h2]])
    f.check("feat", [features])
    f.check("logit", logit)
    f.check("prob", 1 / (1 + np.exp(-logit)))
    widths = [6]
    while widths[-1] > 2:
        widths.append(max(2, math.ceil(widths[-1] * .5)))
    f.check("widths_example", widths, at=("widths",))
    f.check("param_count_d6_widths_3_2_out1", (6 * 3 + 3) + (3 * 2 + 2) + (6 + 3 + 2 + 1))
    f.done()


def label_noise():
    f = File("label_noise")
    p = np.array([[.6, .7, .8, .85, .9], [.55, .6, .65, .75, .8], [.4, .45, .55, .6, .7], [.3, .25, .2, .15, .15],
                  [.35, .3, .25, .2, .1], [.45, .4, .35, .3, .3]])
    hardness = 1 - p
    for alpha in (.05, .5):
        s = [hardness[:, 0]]
        for t in range(1, 5):
            s.append((1 - alpha) * s[-1] + alpha * hardness[:, t])
        s = np.array(s).T
        f.check(f"ema_alpha{alpha}", s)
        threshold = s[4:, -1].mean()
        f.check(f"thr_alpha{alpha}", threshold)
        f.check(f"drop_eps0_alpha{alpha}", s[:4, -1] > threshold)
        f.check(f"drop_eps-0.05_alpha{alpha}", s[:4, -1] > threshold - .05)
    for t in f["ema_init_weight_T"]:
        f.check("ema_init_weight_T", .95 ** (int(t) - 1), at=(t,))
    corrected = sum(.05 * .95 ** (4 - t) * hardness[:, t] for t in range(5)) / (1 - .95 ** 5)
    f.check("ema_bias_corrected", corrected)
    f.check("thr_bias_corrected", corrected[4:].mean())
    series = np.array([[[2, .5, .1], [1.8, .7, .2], [2.2, .3, .1]], [[.2, 1.5, .1], [.3, 1.2, .4], [.1, 1.9, .2]]])
    f.check("aum", [np.mean(one[:, 0] - one[:, 1:].max(1)) for one in series])
    f.check("ttc", 20 / 10, at=("gap20_dv10",))
    scores = np.array([.95, .9, .85, .8, .7, .65, .6, .5, .45, .4, .35, .3, .2, .15, .1])
    y = np.array([1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 1, 0, 0])
    f.check("P_at_R90", max(y[scores >= t].mean() for t in scores if y[scores >= t].sum() >= .9 * y.sum()))
    f.check("npos", y.sum())
    f.done()


def federated_relabelling():
    f = File("federated_relabelling")
    q, y, u = np.array(f["Q"]), np.array(f["y"]), np.array(f["U"])
    f.seen |= {"Q", "y", "p", "official_matches", "priors_absent_class"}
    counts = np.bincount(y)
    prior = 1 - (counts - counts.min()) / (counts.max() - counts.min())
    f.check("priors", prior)
    mu, sd = np.array([q[y == c].mean(0) for c in range(3)]), np.array([q[y == c].std(0) for c in range(3)])
    f.check("mu", mu)
    f.check("sd", sd)
    z = (q - mu[y]) / sd[y]
    f.check("z", z, tolerance=1e-6)
    m = int(len(y) * f["p"] / 100)
    f.check("m", m)
    f.check("U", np.random.RandomState(7).rand(10, 3))
    flip = np.array(f["flip"])
    f.seen |= {"flip", "thr"}
    own = flip.copy()
    own[np.arange(10), y] = 0
    for name, draws in (("new", u), ("new_u0.1", np.full((10, 3), .1))):
        move = (own > draws) & (prior[None] > prior[y][:, None])
        f.check(name, [np.argmax(np.where(move[i], own[i], -1)) if move[i].any() else y[i] for i in range(10)])
    f.done()


def graph():
    f = File("graph")
    a = np.eye(4) + np.diag(np.ones(3), 1) + np.diag(np.ones(3), -1)
    d = a.sum(1) ** -.5
    s = d[:, None] * a * d[None]
    f.check("gcn_S", s)
    x, w = np.array([[1, 0], [0, 1], [1, 1], [2, -1]]), np.array([[.5, -.2], [.1, .3]])
    f.check("gcn_H", np.maximum(s @ x @ w, 0))
    logits, y, alpha = torch.tensor([[2, -1, .5], [.2, .1, -.3]], requires_grad=True), torch.tensor([0, 2]), torch.tensor([.25, .5, 1])
    p = torch.softmax(logits, 1)[[0, 1], y]
    for gamma in (0., 1., 2., 5.):
        f.check(f"focal_g{gamma}", (-alpha[y] * (1 - p) ** gamma * torch.log(p)).detach())
    mean = (-alpha[y] * (1 - p) ** 2 * torch.log(p)).mean()
    f.check("focal_mean_g2", mean.item())
    f.check("focal_grad", grad(mean, logits))
    z, t = np.array([-2, .5, 3]), np.array([1, 0, 1])
    pt = np.where(t == 1, 1 / (1 + np.exp(-z)), 1 / (1 + np.exp(z)))
    f.check("binary_focal", -np.where(t == 1, .25, .75) * (1 - pt) ** 2 * np.log(pt))
    omega = np.array([10 ** (-4 * i / 3) for i in range(4)])
    f.check("time_w", omega)
    for dt in f["time_enc_dt"]:
        f.check("time_enc_dt", np.cos(float(dt) * omega), at=(dt,))
    e = np.array([.5, .2, -.1]) - .1 * np.array([0, 2, 10])
    f.check("attn", np.exp(e) / np.exp(e).sum())
    m, h = np.array([.5, -1]), np.array([.2, .4])
    sig = lambda v: 1 / (1 + np.exp(-v))  # noqa: E731
    zz = sig(m @ np.array([[.1, .2], [.3, -.1]]).T + h @ (.2 * np.eye(2)).T)
    r = sig(m @ np.array([[.3, .1], [-.2, .4]]).T + h @ (.1 * np.ones((2, 2))).T)
    candidate = np.tanh(m @ np.array([[.5, -.5], [.2, .2]]).T + (r * h) @ (.3 * np.eye(2)).T)
    for key, value in (("z", zz), ("r", r), ("cand", candidate), ("h", (1 - zz) * h + zz * candidate)):
        f.check("gru", [value], at=(key,))
    q, k = np.array([[1, 0], [.6, .8], [0, 1]]), np.array([[.8, .6], [.6, .8], [-.6, .8]])
    f.check("infonce", F.cross_entropy(torch.tensor(q @ k.T / .2), torch.arange(3)).item())
    f.done()


def selection_and_explanation():
    f = File("selection_and_explanation")
    y, a, b = np.array([0, 0, 0, 0, 1, 1, 1, 2]), np.array([0, 0, 0, 1, 1, 1, 1, 2]), np.array([0, 1] * 4)

    def entropy(v):
        p = np.bincount(v) / len(v)
        return -(p[p > 0] * np.log2(p[p > 0])).sum()

    def gain(v):
        return entropy(y) - sum(np.mean(v == c) * entropy(y[v == c]) for c in set(v))

    f.check("H_y", entropy(y))
    f.check("IG_a", gain(a))
    f.check("IG_b", gain(b))
    f.check("GR_a", gain(a) / entropy(a))
    x = np.array([[1, 2, 0], [2, 4.1, 1], [3, 5.9, 0], [4, 8.2, 1], [5, 9.9, 0]])
    x = (x - x.mean(0)) / x.std(0)
    values, vectors = np.linalg.eigh(x.T @ x)
    ratio, vectors = values[::-1] / values.sum(), vectors[:, ::-1]
    f.check("pca_ratio", ratio)
    kept = int(np.searchsorted(ratio.cumsum(), .95) + 1)
    f.check("pca_K95", kept)
    f.check("pca_importance", np.abs(vectors[:, :kept]) @ ratio[:kept])
    near, steps = np.array([[1, 0], [0, 2]]), np.array([[0, .2], [-.1, .1]])
    own, food, enemy = np.zeros(2), np.array([1, 1]), np.array([3, 3])
    parts = {"S": -(own - near).sum(0), "A": steps.mean(0), "C": near.mean(0) - own, "F": food - own, "E": enemy + own}
    parts["step"] = .1 * parts["S"] + .1 * parts["A"] + .7 * parts["C"] + parts["F"] + parts["E"] + .9 * np.array([.1, 0])
    parts["new"] = own + parts["step"]
    for key, value in parts.items():
        f.check("dragonfly", value, at=(key,))
    beta = 1.5
    f.check("levy_sigma", (math.gamma(1 + beta) * math.sin(math.pi * beta / 2)
                           / (math.gamma((1 + beta) / 2) * beta * 2 ** ((beta - 1) / 2))) ** (1 / beta))
    fx = lambda v: 2 * v[0] + v[0] * v[1] - v[2]  # noqa: E731
    target, background = np.array([2, 3, 1]), np.array([[0, 0, 0], [1, 1, 1]])

    def value(known):
        rows = background.copy()
        rows[:, known] = target[known]
        return np.mean([fx(r) for r in rows])

    phi = []
    for i in range(3):
        others, total = [j for j in range(3) if j != i], 0
        for size in range(3):
            for coalition in ([], [others[0]], [others[1]], others):
                if len(coalition) == size:
                    total += math.factorial(size) * math.factorial(2 - size) / 6 * (value(coalition + [i]) - value(coalition))
        phi.append(total)
    for key, computed in (("phi", phi), ("base", value([])), ("fx", fx(target)), ("sum", value([]) + sum(phi))):
        f.check("shap", computed, at=(key,))
    for k in f["kernelshap_w_M4"]:
        f.check("kernelshap_w_M4", 3 / (math.comb(4, int(k)) * int(k) * (4 - int(k))), at=(k,))
    # Covers 20, 40 and 40: of the left 60 a third has 1, two thirds 3.
    left = (20 * 1 + 40 * 3) / 60
    base = .6 * left + .4 * 10
    both, first, second = 3, left, .6 * 3 + .4 * 10
    tree = {"base": base, "phi0": ((first - base) + (both - second)) / 2, "phi1": ((second - base) + (both - first)) / 2, "fx": both}
    for key, computed in tree.items():
        f.check("treeshap", computed, at=(key,))
    g, h = (-3, 2), (4, 3)
    for key, computed in (("wL", 3 / 5), ("wR", -2 / 4), ("gain", .5 * (9 / 5 + 4 / 4 - sum(g) ** 2 / (sum(h) + 1)))):
        f.check("xgb", computed, at=(key,))
    f.done()


def transfer_and_overlap():
    f = File("transfer_and_overlap")
    x = np.array([[0, 0], [1, 0], [0, 1], [1.1, 1.2], [3, 3], [4, 3], [3, 4.2], [2, 2.1], [1.5, .4], [4.1, 4.3]])
    y = np.array([0, 0, 0, 0, 1, 1, 1, 0, 1, 1])
    d = np.linalg.norm(x[:, None] - x[None], axis=2)
    inside, edges = {0}, []
    while len(inside) < 10:
        i, j = min(((i, j) for i in inside for j in range(10) if j not in inside), key=lambda e: d[e])
        inside.add(j)
        edges.append((i, j))
    f.seen.add("mst_edges")
    if sorted(map(sorted, edges)) != sorted(map(sorted, f["mst_edges"])):
        FAULTS.append(f"transfer_and_overlap.mst_edges: {edges}")
    mixed = sorted({v for e in edges if y[e[0]] != y[e[1]] for v in e})
    f.check("N1_vertices", mixed)
    f.check("N1", len(mixed) / 10)
    np.fill_diagonal(d, np.inf)
    nearest = d.argmin(1)
    f.check("nn", nearest)
    f.check("N3", np.mean(y[nearest] != y))
    same = np.array([[a == b for a in y] for b in y])
    ratio = np.where(same, d, np.inf).min(1).sum() / np.where(same, np.inf, d).min(1).sum()
    f.check("N2_ratio", ratio)
    f.check("N2_norm", ratio / (1 + ratio))
    k3 = np.array([np.mean(y[np.argsort(d[i], kind="stable")[:3]] != y[i]) for i in range(10)])
    f.check("kDN3", k3)
    f.check("kDN_mean", k3.mean())
    f.check("kDN_minority", k3[y == 1].mean())
    fisher = (x[y == 0].mean(0) - x[y == 1].mean(0)) ** 2 / (x[y == 0].var(0) + x[y == 1].var(0)) / 2
    f.check("F1_fisher", fisher)
    f.check("F1_complexity", 1 / (1 + fisher.max()))
    a, b = np.array([.5, .6, .55, .7, .65]), np.array([.8, .9, .6, .85, .95])
    cohen = (b.mean() - a.mean()) / math.sqrt((a.var(ddof=1) + b.var(ddof=1)) / 2)
    f.check("cohen_d", cohen)
    f.check("hedges_g", cohen * (1 - 3 / (4 * 8 - 1)))
    f.check("cliffs_delta", np.sign(b[:, None] - a[None]).mean())
    f.check("carto_conf", [.5, np.mean([.9, .95, .97, .99])] + f["carto_conf"][2:])
    f.check("carto_var", [np.std([.2, .4, .6, .8]), np.std([.9, .95, .97, .99])] + f["carto_var"][2:])
    f.check("coupling_ratio_example", .06 / .4, at=("ratio",))
    im, n, k = (np.array(f["frag"][key]) for key in ("im", "n", "k"))

    def nll(v, im, n, k):
        p = np.clip(norm.cdf((np.log(im) - v[0]) / math.exp(v[1])), 1e-15, 1 - 1e-15)
        return -(k * np.log(p) + (n - k) * np.log(1 - p)).sum()

    exact = {"method": "Nelder-Mead", "options": {"xatol": 1e-12, "fatol": 1e-14, "maxiter": 9999}}
    best = minimize(nll, [0, -.5], args=(im, n, k), **exact)
    f.check("frag", math.exp(best.x[0]), at=("theta",), tolerance=1e-6)
    f.check("frag", math.exp(best.x[1]), at=("beta",), tolerance=1e-6)
    f.check("frag", best.fun, at=("nll",))
    f.check("frag", norm.cdf((math.log(.5) - best.x[0]) / math.exp(best.x[1])), at=("P_at_0p5",), tolerance=1e-6)
    im, k = np.array(f["map"]["im"]), np.array(f["map"]["y"])
    best = minimize(nll, [-.7, -1], args=(im, 1, k), **exact)
    f.check("map", math.exp(best.x[0]), at=("mle_theta",), tolerance=1e-6)
    f.check("map", math.exp(best.x[1]), at=("mle_beta",), tolerance=1e-6)
    w = np.array([.2, .5, 1, 2, 4, .3, 1, 1])
    f.check("ess", w.sum() ** 2 / (w ** 2).sum())
    for i, (theta, beta) in enumerate(((.4, .4), (.6, .5), (1.2, .6))):
        f.check("multi", norm.cdf(np.log(im / theta) / beta), at=("P", i))
        f.check("multi", nll([math.log(theta), math.log(beta)], im, 1, k), at=("nll_each", i))
    f.done()


def prototypes_and_scan():
    f = File("prototypes_and_scan")
    supports, queries = np.array([[1, 0], [.8, .6], [0, 1], [-.6, .8]]), np.array([[.6, .8], [2, -1]])
    proto = np.array([supports[:2].mean(0), supports[2:].mean(0)])
    f.check("proto", proto)
    unit = lambda v: v / np.linalg.norm(v, axis=1, keepdims=True)  # noqa: E731
    soft = lambda v: np.exp(v) / np.exp(v).sum(1, keepdims=True)  # noqa: E731
    cos = unit(queries) @ unit(proto).T
    f.check("cos", cos)
    f.check("cos_prob_tau1.0", soft(cos))
    f.check("cos_prob_tau10.0", soft(10 * cos))
    f.check("euclid_prob", soft(-((queries[:, None] - proto[None]) ** 2).sum(2)))
    f.check("sig2", [1 / (1 + math.exp(2)), 1 / (1 + math.exp(-2)), math.log(1 + math.exp(-2))])
    v = np.array([0, 1, 2, 5, 8, 10.])
    brain = v[3:]
    f.check("masked_norm", np.concatenate([np.zeros(3), (brain - brain.mean()) / brain.std()]))

    def circuit(x, w):
        state = np.zeros(16, complex)
        state[0] = 1

        def rotate(q, angle, kind):
            nonlocal state
            c, s = math.cos(angle / 2), math.sin(angle / 2)
            gate = np.array([[c, -1j * s], [-1j * s, c]]) if kind == "x" else np.array([[c, -s], [s, c]])
            t = np.moveaxis(state.reshape(2, 2, 2, 2), q, 0).reshape(2, 8)
            state = np.moveaxis((gate @ t).reshape(2, 2, 2, 2), 0, q).reshape(16)

        for q in range(4):
            rotate(q, x[q], KIND[0])
        for layer in w:
            for q in range(4):
                rotate(q, layer[q], KIND[1])
            for q in range(4):
                t = state.reshape(2, 2, 2, 2).copy()
                index = [slice(None)] * 4
                index[q] = 1
                rest = (q + 1) % 4
                axis = rest if rest < q else rest - 1
                t[tuple(index)] = np.flip(t[tuple(index)], axis)
                state = t.reshape(16)
        p = np.abs(state.reshape(2, 2, 2, 2)) ** 2
        return [p.sum(tuple(a for a in range(4) if a != q)) @ [1, -1] for q in range(4)]

    x, w = [.1, .2, .3, .4], [[.5, -.4, .3, -.2], [.1, .6, -.7, .8]]
    zero = [[0] * 4]
    for kind in ("yy", "xy", "yx", "xx"):
        KIND[:] = kind
        if np.allclose(circuit(x, w), f["vqc"], atol=1e-9):
            break
    f.check("vqc", circuit(x, w))
    f.check("norm", 1)
    f.check("zero_angles", circuit([0] * 4, zero * 2))
    f.check("pi_on_q0_W0", circuit([math.pi, 0, 0, 0], zero * 2))
    f.check("one_layer_W0", circuit(x, zero))
    c = np.cos(x)
    f.check("analytic_one_layer", [c[1] * c[2] * c[3], c[0] * c[1], c[0] * c[1] * c[2], c.prod()])

    def shifted(layer, q):
        up, down = np.array(w), np.array(w)
        up[layer][q] += math.pi / 2
        down[layer][q] -= math.pi / 2
        return (circuit(x, up)[0] - circuit(x, down)[0]) / 2

    f.check("param_shift_dZ0", [[shifted(layer, q) for q in range(4)] for layer in range(2)])
    a, u, dt = np.array([-1, -2]), [1, .5, -1, 2], [.1, .2, .3, .4]
    b, cc = np.array([[1, .5], [.2, .1], [.3, -.2], [1, 1]]), np.array([[1, 0], [.5, .5], [1, -1], [.2, .8]])

    def scan(order, zoh=False):
        h, out = np.zeros(2), []
        for t in order:
            h = np.exp(dt[t] * a) * h + ((np.exp(dt[t] * a) - 1) / a if zoh else dt[t]) * b[t] * u[t]
            out.append(cc[t] @ h + .5 * u[t])
        return np.array(out), h

    f.check("sel_scan", scan(range(4))[0])
    f.check("sel_scan_h", scan(range(4))[1])
    f.check("sel_scan_exactZOH", scan(range(4), True)[0])
    f.check("bidir_sum", scan(range(4))[0] + scan([3, 2, 1, 0])[0][::-1])
    f.done()


KIND = ["y", "y"]


def augmentation_advice():
    for name in ("augmentation_advice", "augmentation_advice_nonmonotone"):
        f = File(name)
        support, p1, p0 = (np.array(f[key]) for key in ("support", "p1", "p0"))
        f.seen |= {"support", "p1", "p0", "pis"}

        def auc(score):
            return sum(p1[i] * p0[j] * ((score[i] > score[j] + 1e-9) + .5 * (abs(score[i] - score[j]) <= 1e-9))
                       for i in range(6) for j in range(6))

        def fit(x, pi):
            theta = np.zeros(x.shape[1])
            for _ in range(100):
                q = 1 / (1 + np.exp(-x @ theta))
                slope = x.T @ (pi * p1 * (1 - q) - (1 - pi) * p0 * q)
                theta += np.linalg.solve((x * ((pi * p1 + (1 - pi) * p0) * q * (1 - q))[:, None]).T @ x, slope)
            return theta

        linear = np.column_stack([np.ones(6), support])
        f.check("oracle" if "pis" in f.data else "auc_oracle_LR", auc(p1 / p0))
        if "pis" in f.data:
            f.check("auc", [auc(linear @ fit(linear, pi)) for pi in f["pis"]])
        else:
            for key in [k for k in f.data if k.startswith("pi_")]:
                theta = fit(linear, float(key[3:]))
                f.check(key, theta, at=("theta",), tolerance=1e-6)
                f.check(key, auc(linear @ theta), at=("auc",))
            full = np.column_stack([np.ones(6), np.eye(6)[:, 1:]])
            for pi in f["saturated_auc"]:
                f.check("saturated_auc", auc(full @ fit(full, float(pi))), at=(pi,))
            logit = lambda v: math.log(v / (1 - v))  # noqa: E731
            f.check("saturated_intercept_diff", (fit(full, .5) - fit(full, .02))[0])
            f.check("expected_intercept_diff", logit(.5) - logit(.02))
            f.check("binormal_auc_mu1", norm.cdf(1 / math.sqrt(2)))
        f.done()


def qc_smote():
    f = File("qc_smote")
    x, y, k = np.array(f["X"]), np.array(f["y"]), f["k"]
    f.seen |= {"X", "y", "k"}
    d = np.linalg.norm(x[:, None] - x[None], axis=2)
    np.fill_diagonal(d, np.inf)
    rare = [i for i in range(len(y)) if y[i] == y[0]]
    common = [i for i in range(len(y)) if y[i] != y[0]]
    support = np.array([np.mean(y[np.argsort(d[i], kind="stable")[:k]] == y[0]) for i in rare])
    f.check("support", support)
    isolation = d[np.ix_(rare, common)].min(1)
    f.check("isolation_raw", isolation)
    scale = lambda v: (v - v.min()) / (v.max() - v.min())  # noqa: E731
    f.check("isolation", scale(isolation))
    f.check("density", scale(np.array(f["density_raw"])))
    f.seen.add("density_raw")
    f.check("IR", len(common) / len(rare))
    f.check("tau_clear", np.median(isolation))
    f.done()


if __name__ == "__main__":
    acl()
    losses()
    metrics_by_specification()
    mixture()
    rgnet()
    label_noise()
    federated_relabelling()
    graph()
    selection_and_explanation()
    transfer_and_overlap()
    prototypes_and_scan()
    augmentation_advice()
    qc_smote()
    print("\n".join(FAULTS) if FAULTS else "no difference")
    sys.exit(1 if FAULTS else 0)
