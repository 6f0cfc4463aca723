namespace Counterpoise.Metrics;

/// <summary>
/// Brier score: the mean squared error of the probabilities. Two classes: mean (p(positive) − y)², in [0, 1].
/// More: mean over rows of Σ_c (p_c − y_c)², in [0, 2].
/// </summary>
/// <remarks>
/// Reference: Brier, "Verification of forecasts expressed in terms of probability", Monthly Weather Review 1950,
/// doi:10.1175/1520-0493(1950)078&lt;0001:VOFEIT&gt;2.0.CO;2.
/// </remarks>
public sealed class BrierScore : IMetric
{
    /// <inheritdoc/>
    public string Name => "brier";

    /// <inheritdoc/>
    public string Label => "Brier score";

    /// <inheritdoc/>
    public double? Low => 0;

    /// <inheritdoc/>
    public double? High => 2;

    /// <inheritdoc/>
    public bool HigherIsBetter => false;

    /// <inheritdoc/>
    public bool NeedsProbabilities => true;

    /// <summary>Computes the binary score.</summary>
    /// <param name="labels">n classes.</param>
    /// <param name="probabilities">n probabilities of the positive class, in [0, 1].</param>
    /// <param name="positiveClass">The positive class.</param>
    /// <param name="weights">n weights of the rows, finite, at least 0 and not all 0; empty where every row counts 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a weight is wrong.</exception>
    public static double Of(ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, int positiveClass = 1,
        ReadOnlySpan<double> weights = default)
    {
        if (labels.Length != probabilities.Length)
            throw new ArgumentException($"found {labels.Length} labels and {probabilities.Length} probabilities; expected one per label",
                nameof(probabilities));
        if (!weights.IsEmpty)
            RowWeights.Check(weights, labels.Length);
        var (sum, total) = (0.0, 0.0);
        for (var i = 0; i < labels.Length; i++)
        {
            var (error, weight) = (probabilities[i] - (labels[i] == positiveClass ? 1 : 0), weights.IsEmpty ? 1 : weights[i]);
            sum += error * error * weight;
            total += weight;
        }

        return sum / total;
    }

    /// <inheritdoc/>
    public double Measure(PredictionSet predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        if (predictions.Probabilities is not { } p) return double.NaN;
        var classes = predictions.ClassCount;
        var (sum, weights) = (0.0, predictions.Weights);
        for (var i = 0; i < p.Length; i++)
        {
            var error = p[i] - (predictions.Labels[i / classes] == i % classes ? 1 : 0);
            sum += error * error * (weights?[i / classes] ?? 1);
        }

        // For two classes both columns hold the same error; the binary score counts it once.
        return sum / (weights?.Sum() ?? predictions.Count) / (classes == 2 ? 2 : 1);
    }
}
