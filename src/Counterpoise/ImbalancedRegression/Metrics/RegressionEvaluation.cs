using Counterpoise.Statistics;

namespace Counterpoise.ImbalancedRegression;

/// <summary>How well predictions of a number do where it matters.</summary>
/// <remarks>
/// SERA is the area under SER_t over t in [0, 1], SER_t the sum of (ŷ − y)² over rows of relevance at least t: Σ φ(y_i) (ŷ_i − y_i)², since
/// a row counts from t = 0 to its relevance. O(n log n). Reference: Ribeiro and Moniz, Machine Learning 2020,
/// doi:10.1007/s10994-020-05900-9, where the integral is a sum of trapezoids.
/// </remarks>
public sealed record RegressionEvaluation
{
    /// <summary>Number of rows.</summary>
    public required int Rows { get; init; }

    /// <summary>Squared error relevance area; in squared units of the target, 0 is best.</summary>
    public required double Sera { get; init; }

    /// <summary>
    /// SERA over the sum of relevances: a mean squared error in which a row counts by its relevance; NaN where no row is relevant.
    /// </summary>
    public required double RelevanceWeightedError { get; init; }

    /// <summary>Mean of |ŷ − y| over all rows.</summary>
    public required double MeanAbsoluteError { get; init; }

    /// <summary>Root of the mean of (ŷ − y)² over all rows.</summary>
    public required double RootMeanSquaredError { get; init; }

    /// <summary>1 − Σ (ŷ − y)² / Σ (y − mean)²; NaN where all targets are equal.</summary>
    public required double RSquared { get; init; }

    /// <summary>
    /// Root of the mean squared error of predicting the relevance-weighted mean target for every row: what a useful model is below, among
    /// relevant rows.
    /// </summary>
    public required double ConstantError { get; init; }

    /// <summary>Errors by bins of relevance, from common to rare.</summary>
    public required IReadOnlyList<RegressionBin> Bins { get; init; }

    /// <summary>Measures predictions.</summary>
    /// <param name="targets">True values, finite, at least one.</param>
    /// <param name="predictions">Predicted values, finite, one per row.</param>
    /// <param name="relevance">What matters; make it of the training targets.</param>
    /// <param name="bins">Bins of relevance of equal width, at least 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, there is no row, or a number is not finite.</exception>
    public static RegressionEvaluation Of(ReadOnlySpan<double> targets, ReadOnlySpan<double> predictions, RelevanceFunction relevance,
        int bins = 5)
    {
        ArgumentNullException.ThrowIfNull(relevance);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        var errors = Samples.Differences(predictions, targets);
        var (y, phi) = (targets.ToArray(), relevance.At(targets));
        var (squared, total, weight) = (errors.Select(e => e * e).ToArray(), errors.Sum(e => e * e), phi.Sum());
        var sera = phi.Zip(squared, (p, e) => p * e).Sum();
        var mean = y.Average();
        var constant = weight > 0 ? phi.Zip(y, (p, v) => p * v).Sum() / weight : double.NaN;
        var spread = y.Sum(v => (v - mean) * (v - mean));
        return new RegressionEvaluation
        {
            Rows = y.Length,
            Sera = sera,
            RelevanceWeightedError = weight > 0 ? sera / weight : double.NaN,
            MeanAbsoluteError = errors.Average(Math.Abs),
            RootMeanSquaredError = Math.Sqrt(total / y.Length),
            RSquared = spread > 0 ? 1 - (total / spread) : double.NaN,
            ConstantError = Math.Sqrt(phi.Zip(y, (p, v) => p * (v - constant) * (v - constant)).Sum() / weight),
            Bins = [.. Enumerable.Range(0, bins).Select(b => Bin(b / (double)bins, (b + 1) / (double)bins, b == bins - 1, phi, errors))],
        };
    }

    private static RegressionBin Bin(double from, double to, bool last, double[] phi, double[] errors)
    {
        double[] own = [.. errors.Where((_, i) => phi[i] >= from && (last || phi[i] < to))];
        return own.Length == 0
            ? new RegressionBin(from, to, 0, double.NaN, double.NaN, double.NaN)
            : new RegressionBin(from, to, own.Length, own.Average(Math.Abs), Math.Sqrt(own.Average(e => e * e)), own.Average());
    }
}
