using System.Text.Json.Serialization;
using Counterpoise.Statistics;

namespace Counterpoise.Comparisons;

/// <summary>The difference of two methods in one metric over pairs of the same split, initial weights and batch order.</summary>
public sealed record PairedDifference
{
    /// <summary>
    /// The fewest pairs that a claim may rest on: with 4, all differences fall on one side by luck alone once in 8 times.
    /// </summary>
    public const int FewestPairs = 5;

    /// <summary>
    /// The fewest seeds for which runs on images in several scenarios count as pairs of their own: scenarios of a seed share their test
    /// images, so with fewer seeds than this a seed is one pair.
    /// </summary>
    public const int FewestSeeds = 3;

    /// <summary>The metric's name.</summary>
    public required string Metric { get; init; }

    /// <summary>The scenario or data set; null for all of them together.</summary>
    public string? Scenario { get; init; }

    /// <summary>The classifier; null where there is one model only or all are taken together.</summary>
    public string? Classifier { get; init; }

    /// <summary>The method A.</summary>
    public required string MethodA { get; init; }

    /// <summary>The method B that A is measured against.</summary>
    public required string MethodB { get; init; }

    /// <summary>True if a smaller value of the metric is better. Left out of a file where it is not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool LowerIsBetter { get; init; }

    /// <summary>What interval and p-value rest on. Left out of a file where it is Wilcoxon's.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public DifferenceTest Test { get; init; }

    /// <summary>Number of pairs: of runs, of data sets, or of folds where there is one data set.</summary>
    public required int Pairs { get; init; }

    /// <summary>Mean of A − B.</summary>
    public required double Mean { get; init; }

    /// <summary>
    /// Lower end of the 95% interval of the mean: Student's t over the pairs, or corrected t over folds; never beyond what a difference of
    /// the metric can be.
    /// </summary>
    public required double Low { get; init; }

    /// <summary>
    /// Upper end of the 95% interval of the mean: Student's t over the pairs, or corrected t over folds; never beyond what a difference of
    /// the metric can be.
    /// </summary>
    public required double High { get; init; }

    /// <summary>Half of the width that the interval has by its formula; NaN where that is the half of <see cref="High"/> less
    /// <see cref="Low"/>.</summary>
    [JsonIgnore]
    internal double HalfWidth { get; init; } = double.NaN;

    /// <summary>Two-sided p of <see cref="Test"/>; NaN where it is undefined.</summary>
    public required double PValue { get; init; }

    /// <summary>The p-value after Holm's correction over the tests that are made together; NaN where undefined.</summary>
    public required double HolmPValue { get; init; }

    /// <summary>Computes A − B over pairs; <see cref="HolmPValue"/> is NaN until <see cref="Correct"/> sets it.</summary>
    /// <param name="metric">The metric's name.</param>
    /// <param name="methodA">The method A.</param>
    /// <param name="a">n values of A, at least one.</param>
    /// <param name="methodB">The method B.</param>
    /// <param name="b">n values of B on the same splits and seeds, in the same order.</param>
    /// <param name="testShare">Test rows over training rows where the pairs are folds of one data set, which
    /// <see cref="CorrectedResampledTest"/> judges; null for Student's interval and Wilcoxon's test.</param>
    /// <exception cref="ArgumentException">There is no pair, or the lengths differ.</exception>
    public static PairedDifference Compute(string metric, string methodA, IReadOnlyList<double> a, string methodB, IReadOnlyList<double> b,
        double? testShare = null)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Count == 0 || a.Count != b.Count)
            throw new ArgumentException(
                $"found {a.Count} values of {methodA} and {b.Count} of {methodB}; expected as many, and at least one", nameof(b));
        double[] ofA = [.. a], ofB = [.. b], differences = [.. a.Zip(b, (x, y) => x - y)];
        var (interval, p) = differences.Length < 2 ? (null, double.NaN)
            : testShare is { } share ? (CorrectedResampledTest.Interval(differences, share),
                CorrectedResampledTest.Of(differences, share).PValue)
            : (PairedTest.Interval(ofA, ofB), WilcoxonSignedRank.Of(ofA, ofB).PValue);
        return new PairedDifference
        {
            Metric = metric,
            MethodA = methodA,
            MethodB = methodB,
            Test = testShare is null ? DifferenceTest.Wilcoxon : DifferenceTest.CorrectedResampledT,
            Pairs = differences.Length,
            Mean = differences.Average(),
            Low = interval?.Lower ?? double.NaN,
            High = interval?.Upper ?? double.NaN,
            HalfWidth = interval is null ? double.NaN : (interval.Upper - interval.Lower) / 2,
            PValue = p,
            HolmPValue = double.NaN,
        };
    }

    /// <summary>Holm's correction over differences that are tested together; those without a p-value are no tests.</summary>
    /// <param name="family">The differences.</param>
    public static IReadOnlyList<PairedDifference> Correct(IReadOnlyList<PairedDifference> family)
    {
        ArgumentNullException.ThrowIfNull(family);
        var adjusted = Holm.Adjust([.. family.Select(d => d.PValue)]);
        return [.. family.Select((d, i) => d with { HolmPValue = adjusted[i] })];
    }

    /// <summary>Whether the interval can be shown: fewer than <see cref="FewestPairs"/> pairs are too few for one.</summary>
    [JsonIgnore]
    public bool HasInterval => Pairs >= FewestPairs && !double.IsNaN(Low) && !double.IsNaN(High);

    /// <summary>
    /// What is decided of A, by <see cref="VerdictRule"/>; with fewer than <see cref="FewestPairs"/> pairs it is undecided.
    /// </summary>
    [JsonIgnore]
    public VerdictOutcome Outcome => VerdictRule.Of(HasInterval ? Side : null, HolmPValue);

    /// <summary>
    /// Whether <see cref="Test"/> confirms what the interval says: <see cref="Side"/> is not 0 and <see cref="HolmPValue"/> is below
    /// 0.05.
    /// </summary>
    [JsonIgnore]
    public bool IsConfirmed => Side != 0 && VerdictRule.IsSignificant(HolmPValue);

    /// <summary>
    /// +1 if the whole interval lies where A is better, −1 where B is better, 0 if it holds 0, there is none, or it rests on fewer than
    /// <see cref="FewestPairs"/> pairs.
    /// </summary>
    [JsonIgnore]
    public int Side
    {
        get
        {
            var side = Pairs < FewestPairs ? 0 : Low > 0 ? 1 : High < 0 ? -1 : 0;
            return LowerIsBetter ? -side : side;
        }
    }
}
