using Counterpoise.Randomness;
using Counterpoise.Statistics;

namespace Counterpoise.ImbalancedRegression;

/// <summary>Intervals of the errors of predictions, by a studentised bootstrap over rows; of R² by its percentiles.</summary>
/// <remarks>
/// Every error is a ratio of sums over rows, whose standard error s follows by linearisation. With g the logarithm (of a bias the value
/// itself) and t* = (g(θ*) − g(θ)) / s* of each draw, the interval goes from g⁻¹(g(θ) − t*_high s) to g⁻¹(g(θ) − t*_low s): squared errors
/// of rare targets are so skewed that plain percentiles hold the truth far too seldom (docs/results/interval-coverage.md). What is rare
/// stays as it is given, and a draw without a row that a metric asks for says nothing of it. Rare rows and bins of fewer than
/// <see cref="FewestRows"/> rows have no interval. O(draws · n). Reference: Efron and Tibshirani, "An introduction to the bootstrap",
/// 1993, chapter 12.
/// </remarks>
/// <param name="Metrics">Of the metrics of <see cref="RegressionMetrics"/> that have a value.</param>
/// <param name="Bins">Of the bins of relevance, from common to rare.</param>
public sealed record RegressionIntervals(IReadOnlyDictionary<string, Interval> Metrics, IReadOnlyList<RegressionBinIntervals> Bins)
{
    /// <summary>Fewest rows that an error of rare rows or of a bin has an interval for; draws of fewer repeat one or two of them.</summary>
    public const int FewestRows = 5;

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
        void Add(RegressionSums sums, int row) => sums.Add(errors[row], y[row] - middle, phi[row], phi[row] >= threshold, places[row]);
        var (random, all) = (new RandomStream(seed, "regression-bootstrap"), new RegressionSums(bins));
        var drawn = new RegressionSums[replicates];
        for (var row = 0; row < y.Length; row++) Add(all, row);
        for (var draw = 0; draw < replicates; draw++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            drawn[draw] = new(bins);
            for (var i = 0; i < y.Length; i++) Add(drawn[draw], (int)random.NextInteger(y.Length));
        }

        Interval? Of(Func<RegressionSums, ErrorRatio> ratio, bool isSigned = false) =>
            Between(ratio(all), [.. drawn.Select(ratio)], confidence, isSigned);
        var hasRare = phi.Count(p => p >= threshold) >= FewestRows;
        var told = RegressionMetrics.All.Where(m => hasRare
            || m is not (RegressionMetrics.RareMeanAbsolute or RegressionMetrics.RareRootMeanSquared));
        RegressionBinIntervals Bin(int b) => places.Count(p => p == b) < FewestRows ? new(null, null, null)
            : new(Of(d => d.Absolute(b)), Root(Of(d => d.Squared(b))), Of(d => d.Bias(b), isSigned: true));
        return new(told.Select(m => (Name: m, Interval: m == RegressionMetrics.RSquared
                ? Percentile([.. drawn.Select(d => 1 - d.Metric(m).Value)], confidence) : Metric(m, Of(d => d.Metric(m)), y.Length)))
            .Where(m => m.Interval is not null).ToDictionary(m => m.Name, m => m.Interval!),
            [.. Enumerable.Range(0, bins).Select(Bin)]);
    }

    /// <summary>The interval of a metric by that of its ratio.</summary>
    private static Interval? Metric(string name, Interval? ratio, int rows) => ratio is null ? null : name switch
    {
        RegressionMetrics.RelevanceWeighted or RegressionMetrics.RareRootMeanSquared or RegressionMetrics.RootMeanSquared => Root(ratio),
        RegressionMetrics.Sera => new(rows * ratio.Lower, rows * ratio.Upper, ratio.Confidence),
        _ => ratio,
    };

    private static Interval? Root(Interval? square) =>
        square is null ? null : new(Math.Sqrt(square.Lower), Math.Sqrt(square.Upper), square.Confidence);

    /// <summary>R² divides by a sum that is as skewed as its errors are, so that its standard error says little.</summary>
    private static Interval? Percentile(double[] values, double confidence) =>
        values.Where(double.IsFinite).ToArray() is { Length: > 0 } finite ? Percentiles.Interval(finite, confidence) : null;

    /// <summary>The studentised interval, in logarithms of what cannot be below 0.</summary>
    private static Interval? Between(ErrorRatio whole, ErrorRatio[] drawn, double confidence, bool isSigned)
    {
        var value = whole.Value;
        if (!double.IsFinite(value))
            return null;
        double Scaled(double v) => isSigned ? v : Math.Log(v);
        double Spread(ErrorRatio ratio) => isSigned ? ratio.StandardError : ratio.StandardError / ratio.Value;
        var spread = Spread(whole);
        double[] students = [.. drawn.Select(d => (Scaled(d.Value) - Scaled(value)) / Spread(d)).Where(double.IsFinite)];
        if (!(spread > 0) || students.Length == 0)
            return new(value, value, confidence);
        var between = Percentiles.Interval(students, confidence);
        double Bound(double student) => isSigned ? value - (student * spread) : value * Math.Exp(-student * spread);
        return new(Bound(between.Upper), Bound(between.Lower), confidence);
    }

    /// <summary>The bin of a relevance, with the bounds of <see cref="RegressionEvaluation.Bins"/>.</summary>
    private static int Place(double relevance, int bins)
    {
        var bin = 0;
        while (bin < bins - 1 && relevance >= (bin + 1) / (double)bins) bin++;
        return bin;
    }
}
