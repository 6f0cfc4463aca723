using Counterpoise.Torch;

namespace Counterpoise.Learning.Losses;

/// <summary>
/// Logit adjustment: cross-entropy of l_c + τ log π_c with π_c = n_c / Σn, so that the plain logits rank by balanced error.
/// At τ = 1 it is balanced softmax.
/// </summary>
/// <remarks>
/// O(N C). A class without training rows is left out of the softmax (its adjusted logit is −∞).
/// References: Menon et al., "Long-tail learning via logit adjustment", ICLR 2021, arXiv:2007.07314;
/// Ren et al., "Balanced Meta-Softmax for Long-Tailed Visual Recognition", NeurIPS 2020, arXiv:2007.10740.
/// </remarks>
public sealed class LogitAdjustment : IClassTerm
{
    private readonly double[] _adjustment;
    private readonly double[]? _weights;

    /// <summary>Creates the loss.</summary>
    /// <param name="counts">Training rows of each class, [C], not all 0.</param>
    /// <param name="strength">τ, not negative; 1 is Fisher-consistent for the balanced error and the default.</param>
    /// <param name="weights">A weight per class, [C], as deferred re-weighting has them: the loss is then Σ w nll / Σ w. Null for
    /// none.</param>
    public LogitAdjustment(ReadOnlySpan<int> counts, double strength = 1, double[]? weights = null) =>
        (_adjustment, _weights) = (Adjustments(counts, strength), LossInput.Weights(weights, counts.Length));

    /// <summary>τ log π_c of each class; −∞ for a class without rows.</summary>
    /// <param name="counts">Training rows of each class, [C], not all 0.</param>
    /// <param name="strength">τ, not negative.</param>
    public static double[] Adjustments(ReadOnlySpan<int> counts, double strength = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(strength);
        long total = 0;
        foreach (var count in counts)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(counts));
            total += count;
        }

        if (total == 0)
        {
            throw new ArgumentException("all classes are empty: the prior needs at least one training row", nameof(counts));
        }

        var adjustments = new double[counts.Length];
        for (var c = 0; c < adjustments.Length; c++)
        {
            adjustments[c] = counts[c] == 0 ? double.NegativeInfinity : strength * Math.Log((double)counts[c] / total);
        }

        return adjustments;
    }

    /// <summary>
    /// The post-hoc form for a model trained with plain cross-entropy: l_c − τ log π_c, whose largest entry is the decision.
    /// </summary>
    /// <param name="logits">[N, C].</param>
    /// <param name="counts">Training rows of each class, [C].</param>
    /// <param name="strength">τ, not negative.</param>
    public static Tensor Correct(Tensor logits, ReadOnlySpan<int> counts, double strength = 1)
    {
        ArgumentNullException.ThrowIfNull(logits);
        var adjustments = Adjustments(counts, strength);
        return logits - LossInput.Beside(logits, [.. adjustments.Select(a => double.IsFinite(a) ? a : 0)]);
    }

    /// <inheritdoc/>
    public Tensor Loss(Tensor logits, Tensor labels)
    {
        LossInput.Check(logits, labels, "logits", _adjustment.Length);
        return LossInput.CrossEntropy(logits + LossInput.Beside(logits, _adjustment), labels, _weights);
    }
}
