using Counterpoise.Randomness;
using Counterpoise.Statistics;

namespace Counterpoise.ImbalancedRegression;

/// <summary>Percentile intervals of the errors of predictions, by a bootstrap over rows.</summary>
/// <remarks>
/// What is rare stays as it is given, and a draw without a row that a metric asks for says nothing of it. O(draws · n). Reference:
/// Efron and Tibshirani, "An introduction to the bootstrap", 1993.
/// </remarks>
/// <param name="Metrics">Of the metrics of <see cref="RegressionMetrics"/> that have a value.</param>
/// <param name="Bins">Of the bins of relevance, from common to rare.</param>
public sealed record RegressionIntervals(IReadOnlyDictionary<string, Interval> Metrics, IReadOnlyList<RegressionBinIntervals> Bins)
{
    /// <summary>Draws rows, and measures each draw.</summary>
    /// <param name="targets">True values, finite, at least one.</param>
    /// <param name="predictions">Predicted values, finite, one per row.</param>
    /// <param name="relevance">What matters; make it of the training targets.</param>
    /// <param name="threshold">Relevance from which a target is rare, in (0, 1].</param>
    /// <param name="replicates">Draws, at least 1.</param>
    /// <param name="confidence">Coverage of the intervals, between 0 and 1.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="bins">Bins of relevance of equal width, at least 1.</param>
    /// <param name="cancellationToken">Stops between draws.</param>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, or a number is not finite.</exception>
    public static RegressionIntervals Of(ReadOnlySpan<double> targets, ReadOnlySpan<double> predictions, RelevanceFunction relevance,
        double threshold, int replicates = 1000, double confidence = 0.95, ulong seed = 0, int bins = 5,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(relevance);
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        if (confidence is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "expected a share between 0 and 1");
        var (errors, phi, middle) = (Samples.Differences(predictions, targets), relevance.At(targets), Samples.Mean(targets));
        var y = targets.ToArray();
        int[] places = [.. phi.Select(p => Place(p, bins))];
        var random = new RandomStream(seed, "regression-bootstrap");
        var drawn = new RegressionSums[replicates];
        for (var draw = 0; draw < replicates; draw++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            drawn[draw] = new(bins);
            for (var i = 0; i < y.Length; i++)
            {
                var row = (int)random.NextInteger(y.Length);
                drawn[draw].Add(errors[row], y[row] - middle, phi[row], phi[row] >= threshold, places[row]);
            }
        }

        Interval? Between(Func<RegressionSums, double> value) => drawn.Select(value).Where(double.IsFinite).ToArray() is
            { Length: > 0 } finite ? Percentiles.Interval(finite, confidence) : null;
        return new(RegressionMetrics.All.Select(m => (Name: m, Interval: Between(d => d.Metric(m)))).Where(m => m.Interval is not null)
            .ToDictionary(m => m.Name, m => m.Interval!),
            [.. Enumerable.Range(0, bins).Select(b => new RegressionBinIntervals(Between(d => d.Bin(b).Absolute),
                Between(d => d.Bin(b).Squared), Between(d => d.Bin(b).Bias)))]);
    }

    /// <summary>The bin of a relevance, with the bounds of <see cref="RegressionEvaluation.Bins"/>.</summary>
    private static int Place(double relevance, int bins)
    {
        var bin = 0;
        while (bin < bins - 1 && relevance >= (bin + 1) / (double)bins) bin++;
        return bin;
    }
}
