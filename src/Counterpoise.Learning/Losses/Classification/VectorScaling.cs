using Counterpoise.Torch;

namespace Counterpoise.Learning.Losses;

/// <summary>VS loss: cross-entropy of Δ_c l_c + τ log π_c with the multiplicative adjustment Δ_c = (n_c / n_max)^γ.</summary>
/// <remarks>
/// O(N C). A class without training rows is left out of the softmax.
/// Reference: Kini, Paraskevas, Oymak and Thrampoulidis, "Label-Imbalanced and Group-Sensitive Classification under Overparameterization",
/// NeurIPS 2021, arXiv:2103.01550.
/// </remarks>
public sealed class VectorScaling : IClassTerm
{
    private readonly double[] _scales;
    private readonly double[] _adjustment;
    private readonly double[]? _weights;

    /// <summary>Creates the loss.</summary>
    /// <param name="counts">Training rows of each class, [C], not all 0.</param>
    /// <param name="gamma">γ, not negative; 0.2 by default, 0 gives logit adjustment.</param>
    /// <param name="strength">τ, not negative; 1 by default.</param>
    /// <param name="weights">A weight per class, [C], as deferred re-weighting has them: the loss is then Σ w nll / Σ w. Null for
    /// none.</param>
    public VectorScaling(ReadOnlySpan<int> counts, double gamma = 0.2, double strength = 1, double[]? weights = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(gamma);
        _weights = LossInput.Weights(weights, counts.Length);
        _adjustment = LogitAdjustment.Adjustments(counts, strength);
        double most = counts.ToArray().Max();
        _scales = [.. counts.ToArray().Select(n => n == 0 ? 0 : Math.Pow(n / most, gamma))];
    }

    /// <inheritdoc/>
    public Tensor Loss(Tensor logits, Tensor labels)
    {
        LossInput.Check(logits, labels, "logits", _scales.Length);
        return LossInput.CrossEntropy((logits * LossInput.Beside(logits, _scales)) + LossInput.Beside(logits, _adjustment), labels,
            _weights);
    }
}
