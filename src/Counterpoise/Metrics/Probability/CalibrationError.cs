namespace Counterpoise.Metrics;

/// <summary>
/// Expected calibration error: Σ_b (n_b / n) · |accuracy_b − confidence_b| over equal-width bins [lower, upper), the last one
/// closed. The confidence is that of the predicted class.
/// </summary>
/// <param name="bins">Number of bins, at least 1; default 10.</param>
/// <remarks>Reference: Guo et al., "On calibration of modern neural networks", ICML 2017, arXiv:1706.04599.</remarks>
public sealed class CalibrationError(int bins = 10) : IMetric
{
    /// <inheritdoc/>
    public string Name => "ece";

    /// <inheritdoc/>
    public string Label => "calibration error";

    /// <inheritdoc/>
    public double? Low => 0;

    /// <inheritdoc/>
    public double? High => 1;

    /// <inheritdoc/>
    public bool HigherIsBetter => false;

    /// <inheritdoc/>
    public bool NeedsProbabilities => true;

    /// <summary>Sorts rows into bins by confidence.</summary>
    /// <param name="confidences">n confidences in [0, 1].</param>
    /// <param name="right">n truths: the event that the confidence speaks of happened.</param>
    /// <param name="bins">Number of bins, at least 1.</param>
    /// <param name="weights">n weights of the rows, finite and at least 0; empty where every row counts 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a weight is wrong.</exception>
    public static IReadOnlyList<CalibrationBin> Bins(ReadOnlySpan<double> confidences, ReadOnlySpan<bool> right, int bins = 10,
        ReadOnlySpan<double> weights = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        if (confidences.Length != right.Length)
            throw new ArgumentException($"found {confidences.Length} confidences and {right.Length} truths; expected one per row",
                nameof(right));
        if (!weights.IsEmpty)
            RowWeights.Check(weights, right.Length);
        var (counts, masses, sums, hits) = (new int[bins], new double[bins], new double[bins], new double[bins]);
        for (var i = 0; i < confidences.Length; i++)
        {
            var bin = Math.Clamp((int)(confidences[i] * bins), 0, bins - 1);
            var weight = weights.IsEmpty ? 1 : weights[i];
            counts[bin]++;
            masses[bin] += weight;
            sums[bin] += confidences[i] * weight;
            if (right[i]) hits[bin] += weight;
        }

        var isWeighted = !weights.IsEmpty;
        return [.. Enumerable.Range(0, bins).Select(b => new CalibrationBin((double)b / bins, (double)(b + 1) / bins, counts[b],
            masses[b] == 0 ? null : sums[b] / masses[b], masses[b] == 0 ? null : hits[b] / masses[b])
            { Weight = isWeighted ? masses[b] : null })];
    }

    /// <summary>Computes the expected calibration error of bins.</summary>
    /// <param name="bins">The bins of a reliability diagram, with at least one row.</param>
    public static double Of(IReadOnlyList<CalibrationBin> bins)
    {
        ArgumentNullException.ThrowIfNull(bins);
        static double Weight(CalibrationBin bin) => bin.Weight ?? bin.Count;
        return bins.Where(b => Weight(b) > 0).Sum(b => Weight(b) * Math.Abs(b.Accuracy!.Value - b.MeanConfidence!.Value))
            / bins.Sum(Weight);
    }

    /// <summary>The reliability diagram of a set: confidence of the predicted class against whether it was right.</summary>
    /// <param name="predictions">Predictions with probabilities.</param>
    /// <param name="bins">Number of bins, at least 1.</param>
    /// <exception cref="ArgumentException">The set has no probabilities.</exception>
    public static IReadOnlyList<CalibrationBin> Bins(PredictionSet predictions, int bins = 10)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        if (predictions.Probabilities is not { } p)
            throw new ArgumentException("found classes without probabilities; calibration needs a probability per class",
                nameof(predictions));
        var confidences = new double[predictions.Count];
        var right = new bool[predictions.Count];
        for (var i = 0; i < confidences.Length; i++)
        {
            confidences[i] = p[(i * predictions.ClassCount) + predictions.Predicted[i]];
            right[i] = predictions.Predicted[i] == predictions.Labels[i];
        }

        return Bins(confidences, right, bins, predictions.Weights);
    }

    /// <inheritdoc/>
    public double Measure(PredictionSet predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return predictions.Probabilities is null ? double.NaN : Of(Bins(predictions, bins));
    }
}
