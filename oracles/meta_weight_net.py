"""Golden numbers of one Meta-Weight-Net iteration, by the chain rule in plain Python. Run: python3 oracles/meta_weight_net.py"""
import json
import math
import pathlib

X, y = [[1, 0], [0, 1], [1, 1]], [0, 1, 0]
META_X, meta_y = [[1, .5], [.5, 1]], [0, 1]
W = [[.2, -.1], [-.3, .4]]
a1, b1, a2, b2, lr = [.5, -.7], [.1, .2], [.6, -.4], .05, .1
n = len(X)


def losses(w, rows, labels):
    """Cross-entropies, and their gradients with respect to w."""
    found, gradients = [], []
    for x, c in zip(rows, labels):
        z = [sum(w[k][d] * x[d] for d in range(2)) for k in range(2)]
        top = max(z)
        p = [math.exp(v - top) for v in z]
        p = [v / sum(p) for v in p]
        found.append(-math.log(p[c]))
        gradients.append([[(p[k] - (k == c)) * x[d] for d in range(2)] for k in range(2)])
    return found, gradients


def weigh(loss):
    """The weight of a loss, the hidden units and the slope of the sigmoid."""
    hidden = [max(a1[j] * loss + b1[j], 0) for j in range(2)]
    v = 1 / (1 + math.exp(-(sum(a2[j] * hidden[j] for j in range(2)) + b2)))
    return v, hidden, v * (1 - v)


def move(w, gradient, rate):
    return [[w[k][d] - rate * gradient[k][d] for d in range(2)] for k in range(2)]


def mean(weights, gradients):
    return [[sum(v * g[k][d] for v, g in zip(weights, gradients)) / len(gradients) for d in range(2)] for k in range(2)]


L, dL = losses(W, X, y)
v, hidden, slope = zip(*(weigh(l) for l in L))
grad_W = mean(v, dL)
W_hat = move(W, grad_W, lr)
G, dG = losses(W_hat, META_X, meta_y)
g = mean([1, 1], dG)
dmeta_dv = [-lr / n * sum(g[k][d] * dL[i][k][d] for k in range(2) for d in range(2)) for i in range(n)]
up = [dmeta_dv[i] * slope[i] for i in range(n)]
on = [[hidden[i][j] > 0 for j in range(2)] for i in range(n)]
g_b2 = sum(up)
g_a2 = [sum(up[i] * hidden[i][j] for i in range(n)) for j in range(2)]
g_b1 = [sum(up[i] * a2[j] * on[i][j] for i in range(n)) for j in range(2)]
g_a1 = [sum(up[i] * a2[j] * on[i][j] * L[i] for i in range(n)) for j in range(2)]
a1 = [p - lr * q for p, q in zip(a1, g_a1)]
b1 = [p - lr * q for p, q in zip(b1, g_b1)]
a2 = [p - lr * q for p, q in zip(a2, g_a2)]
b2 -= lr * g_b2
renewed = [weigh(l)[0] for l in L]
golden = {
    "train_loss": L, "v": v, "inner": sum(p * q for p, q in zip(v, L)) / n, "grad_W": grad_W, "W_hat": W_hat, "meta": sum(G) / len(G),
    "g_a1": [[x] for x in g_a1], "g_b1": g_b1, "g_a2": [g_a2], "g_b2": [g_b2], "v_after_meta_sgd0.1": renewed,
    "W_next": move(W, mean(renewed, dL), lr), "dmeta_dv": dmeta_dv,
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(golden, indent=1) + "\n")
