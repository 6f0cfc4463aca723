using System.Globalization;
using Counterpoise.ImbalancedRegression;
using Counterpoise.Statistics;

namespace Counterpoise.Workflows.Regression;

/// <summary>How a target of numbers is spread, and which of its values are rare.</summary>
public sealed record TargetProfile
{
    /// <summary>Number of rows.</summary>
    public required int Rows { get; init; }

    /// <summary>Least, quarter, half, three quarters and largest target.</summary>
    public required IReadOnlyList<double> Quartiles { get; init; }

    /// <summary>Control points of the relevance.</summary>
    public required IReadOnlyList<RelevancePoint> Points { get; init; }

    /// <summary>Relevance from which a target is rare.</summary>
    public required double Threshold { get; init; }

    /// <summary>Rows whose target is rare and below the median.</summary>
    public required int RareLow { get; init; }

    /// <summary>Rows whose target is rare and above the median.</summary>
    public required int RareHigh { get; init; }

    /// <summary>Profiles targets.</summary>
    /// <param name="targets">At least one, finite.</param>
    /// <param name="options">Which extremes matter.</param>
    /// <exception cref="ArgumentException">No target is extreme on a side that matters.</exception>
    public static TargetProfile Of(IReadOnlyList<double> targets, RegressionDataOptions options)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(options);
        var sorted = targets.Order().ToArray();
        var relevance = Relevance(sorted, options);
        var median = Percentiles.Quantile(sorted, 0.5);
        bool IsRare(double y) => relevance.At(y) >= options.Threshold;
        return new TargetProfile
        {
            Rows = sorted.Length,
            Quartiles = [.. new[] { 0, 0.25, 0.5, 0.75, 1 }.Select(q => Percentiles.Quantile(sorted, q))],
            Points = relevance.Points,
            Threshold = options.Threshold,
            RareLow = sorted.Count(y => y < median && IsRare(y)),
            RareHigh = sorted.Count(y => y > median && IsRare(y)),
        };
    }

    /// <summary>The relevance that options ask for.</summary>
    internal static RelevanceFunction Relevance(IReadOnlyList<double> targets, RegressionDataOptions options) =>
        options.Relevance.Count > 0 ? new RelevanceFunction(options.Relevance) : RelevanceFunction.Of([.. targets], options.Side);

    /// <summary>In a sentence.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Rows} rows, target from {RegressionText.Number(Quartiles[0])} to {RegressionText.Number(Quartiles[4])}, middle half "
            + $"{RegressionText.Number(Quartiles[1])} to {RegressionText.Number(Quartiles[3])}; "
            + $"{RareLow} rows are rare by their small target, {RareHigh} by their large one (relevance at least {Threshold:G3})");
}
