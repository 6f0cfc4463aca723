using Counterpoise.Torch;

namespace Counterpoise.Learning.Losses;

/// <summary>
/// Cross-entropy with a weight per class: Σ_i w_{y_i} nll_i, reduced by N, by nothing or by Σ w, with nll_i = −log softmax(l_i)_{y_i}.
/// With all weights 1 it is plain cross-entropy.
/// </summary>
/// <remarks>
/// O(N C). A batch that misses a class changes nothing: the weights are those of the training set.
/// Reference: Seo et al., "Adaptive Contrastive Learning Framework for Real-World Applications with Class Imbalance", Eq. 1 and 2.
/// </remarks>
public sealed class WeightedCrossEntropy : IClassTerm
{
    private readonly double[] _weights;
    private readonly ClassReduction _reduction;

    /// <summary>Creates the loss.</summary>
    /// <param name="weights">A weight per class, [C], finite and not negative, see <see cref="Weighting.ClassWeights"/>.</param>
    /// <param name="reduction">What the sum is divided by.</param>
    /// <exception cref="ArgumentException">A weight is negative or not finite.</exception>
    public WeightedCrossEntropy(double[] weights, ClassReduction reduction = ClassReduction.Mean)
    {
        ArgumentNullException.ThrowIfNull(weights);
        _weights = LossInput.Weights(weights, weights.Length)!;
        _reduction = reduction;
    }

    /// <summary>Plain cross-entropy over a number of classes.</summary>
    /// <param name="classes">C, at least 1.</param>
    public static WeightedCrossEntropy Unweighted(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        return new WeightedCrossEntropy([.. Enumerable.Repeat(1.0, classes)]);
    }

    /// <inheritdoc/>
    public Tensor Loss(Tensor logits, Tensor labels)
    {
        LossInput.Check(logits, labels, "logits", _weights.Length);
        var weights = LossInput.Beside(logits, _weights);
        return _reduction switch
        {
            ClassReduction.WeightedMean => Functional.CrossEntropy(logits, labels, weights),
            ClassReduction.Sum => Functional.CrossEntropy(logits, labels, weights, Reduction.Sum),
            _ => Functional.CrossEntropy(logits, labels, weights, Reduction.Sum) / labels.Count,
        };
    }
}
