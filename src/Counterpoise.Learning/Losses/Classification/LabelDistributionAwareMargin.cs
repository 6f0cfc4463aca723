using Counterpoise.Torch;

namespace Counterpoise.Learning.Losses;

/// <summary>
/// LDAM: cross-entropy of s (l − m_y e_y) with the margin m_c = m_max n_c^(−1/4) / max_j n_j^(−1/4), largest for the rarest class.
/// </summary>
/// <remarks>
/// O(N C). The reference implementation feeds it cosine logits (normalised features and weights).
/// Reference: Cao, Wei, Gaidon, Arechiga and Ma, "Learning Imbalanced Datasets with Label-Distribution-Aware Margin Loss", NeurIPS 2019,
/// arXiv:1906.07413.
/// </remarks>
public sealed class LabelDistributionAwareMargin : IClassTerm
{
    private readonly double[] _margins;
    private readonly double _scale;
    private readonly double[]? _weights;

    /// <summary>Creates the loss.</summary>
    /// <param name="counts">Training rows of each class, [C], all positive.</param>
    /// <param name="maximumMargin">The margin of the rarest class; the reference uses 0.5.</param>
    /// <param name="scale">s, positive; the reference uses 30.</param>
    /// <param name="weights">A weight per class, [C], as deferred re-weighting has them: the loss is then Σ w nll / Σ w. Null for
    /// none.</param>
    public LabelDistributionAwareMargin(ReadOnlySpan<int> counts, double maximumMargin = 0.5, double scale = 30, double[]? weights = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        _margins = Margins(counts, maximumMargin);
        (_scale, _weights) = (scale, LossInput.Weights(weights, counts.Length));
    }

    /// <summary>The margins m_c.</summary>
    /// <param name="counts">Training rows of each class, [C], all positive.</param>
    /// <param name="maximumMargin">The margin of the rarest class.</param>
    public static double[] Margins(ReadOnlySpan<int> counts, double maximumMargin = 0.5)
    {
        var inverse = new double[counts.Length];
        for (var c = 0; c < inverse.Length; c++)
        {
            inverse[c] = counts[c] > 0 ? Math.Pow(counts[c], -0.25)
                : throw new ArgumentException(
                $"class {c} has {counts[c]} training rows, so its margin is not defined: remove the class or add rows", nameof(counts));
        }

        var largest = inverse.Max();
        return [.. inverse.Select(v => maximumMargin * v / largest)];
    }

    /// <inheritdoc/>
    public Tensor Loss(Tensor logits, Tensor labels)
    {
        LossInput.Check(logits, labels, "logits", _margins.Length);
        var margins = Functional.OneHot(labels, _margins.Length) * LossInput.Beside(logits, _margins);
        return LossInput.CrossEntropy((logits - margins) * _scale, labels, _weights);
    }
}
