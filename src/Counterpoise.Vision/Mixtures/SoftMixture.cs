using Counterpoise.Torch;

namespace Counterpoise.Vision.Mixtures;

/// <summary>
/// The mathematics of a soft mixture of K experts, as functions of tensors: gate, mixed probabilities, penalty and entropy.
/// </summary>
/// <remarks>
/// Gates a = softmax(u / T); mixed in probability space log p = logsumexp_k(log a_k + log softmax(e_k)), in logit space
/// log softmax(Σ a_k e_k). The gradient of −log p_y by the gate's logits in probability space is (a − r) / T with the responsibilities
/// r_k = a_k p_k,y / p_y. O(N·K·C). Reference: Jacobs, Jordan, Nowlan and Hinton, "Adaptive mixtures of local experts", Neural Computation
/// 1991, doi:10.1162/neco.1991.3.1.79; the penalty is that of Shazeer et al., ICLR 2017, arXiv:1701.06538.
/// </remarks>
public static class SoftMixture
{
    /// <summary>The gate: softmax(u / T), [N, K].</summary>
    /// <param name="gateLogits">u, [N, K].</param>
    /// <param name="temperature">T, above 0; large values mix evenly.</param>
    public static Tensor Gate(Tensor gateLogits, double temperature = 1)
    {
        using var scope = torch.NewDisposeScope();
        return scope.Keep(LogGate(gateLogits, temperature).exp());
    }

    /// <summary>Logarithms of the mixture's class probabilities, [N, C]; each row of exp sums to 1.</summary>
    /// <param name="expertLogits">e, [N, K, C], calibrated where that is wanted.</param>
    /// <param name="gateLogits">u, [N, K].</param>
    /// <param name="space">Where is mixed.</param>
    /// <param name="temperature">T of the gate, above 0.</param>
    /// <exception cref="ArgumentException">Shapes do not fit, or an expert's output is not finite: the gate must not hide it.</exception>
    public static Tensor LogProbabilities(Tensor expertLogits, Tensor gateLogits, MixingSpace space = MixingSpace.Probability,
        double temperature = 1)
    {
        ArgumentNullException.ThrowIfNull(expertLogits);
        ArgumentNullException.ThrowIfNull(gateLogits);
        using var scope = torch.NewDisposeScope();
        if (expertLogits.Rank != 3 || gateLogits.Rank != 2 || expertLogits.Size(0) != gateLogits.Size(0)
            || expertLogits.Size(1) != gateLogits.Size(1))
        {
            throw new ArgumentException(
                $"found expert logits {expertLogits.ShapeText} and gate logits {gateLogits.ShapeText}; expected [N, K, C] and [N, K]",
                nameof(gateLogits));
        }

        RequireFinite(expertLogits);
        var gate = LogGate(gateLogits, temperature).unsqueeze(2);
        return scope.Keep(space == MixingSpace.Probability
            ? (gate + expertLogits.log_softmax(2)).logsumexp(1)
            : (gate.exp() * expertLogits).sum(1).log_softmax(1));
    }

    /// <summary>How much each expert answers for the true class: a_k p_k,y / p_y, [N, K]; rows sum to 1.</summary>
    /// <param name="expertLogits">e, [N, K, C].</param>
    /// <param name="gateLogits">u, [N, K].</param>
    /// <param name="labels">y, [N] of int64.</param>
    /// <param name="temperature">T of the gate.</param>
    public static Tensor Responsibilities(Tensor expertLogits, Tensor gateLogits, Tensor labels, double temperature = 1)
    {
        ArgumentNullException.ThrowIfNull(expertLogits);
        ArgumentNullException.ThrowIfNull(labels);
        using var scope = torch.NewDisposeScope();
        var index = labels.reshape(-1, 1, 1).expand(expertLogits.Size(0), expertLogits.Size(1), 1);
        var own = expertLogits.log_softmax(2).gather(2, index).squeeze(2);
        return scope.Keep((LogGate(gateLogits, temperature) + own).softmax(1));
    }

    /// <summary>
    /// The squared coefficient of variation of the experts' importance: Var_k(Σ_n a_nk) / Mean², population form; 0 where all count alike.
    /// </summary>
    /// <param name="gates">a, [N, K].</param>
    public static Tensor ImportancePenalty(Tensor gates)
    {
        ArgumentNullException.ThrowIfNull(gates);
        using var scope = torch.NewDisposeScope();
        var importance = gates.sum([0L]);
        var mean = importance.mean();
        return scope.Keep((importance - mean).square().mean() / mean.square());
    }

    /// <summary>The mean entropy of the gates in nats, from 0 (one expert a row) to log K (all alike).</summary>
    /// <param name="gates">a, [N, K].</param>
    public static Tensor MeanEntropy(Tensor gates)
    {
        ArgumentNullException.ThrowIfNull(gates);
        using var scope = torch.NewDisposeScope();
        return scope.Keep(-(gates * gates.clamp(1e-30).log()).sum(1).mean());
    }

    private static Tensor LogGate(Tensor gateLogits, double temperature)
    {
        ArgumentNullException.ThrowIfNull(gateLogits);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        using var scope = torch.NewDisposeScope();
        return scope.Keep((gateLogits / temperature).log_softmax(1));
    }

    private static void RequireFinite(Tensor expertLogits)
    {
        var finite = expertLogits.detach().isfinite().all(2).all(0);
        if (!finite.all().ToBoolean())
        {
            var bad = finite.logical_not().nonzero()[0].Item<long>();
            throw new ArgumentException(
                $"expert {bad} gave a logit that is not finite: a gate would hide it; repair the expert, or leave it out, which "
                + $"renormalises the gate", nameof(expertLogits));
        }
    }
}
