using Counterpoise.Comparisons;
using Counterpoise.Reports.Charts;
using Counterpoise.Reports.Html;
using Counterpoise.Verdicts;

namespace Counterpoise.Reports;

/// <summary>
/// A comparison as the sections read it: cells by scenario and method, means with intervals, a look for each method and class.
/// </summary>
internal sealed class ComparisonView
{
    private readonly Lazy<Verdict> _verdict;
    private readonly ILookup<(string Scenario, string Method), ComparisonCell> _cells;

    public ComparisonView(Comparison comparison)
    {
        var sorted = comparison.Sorted();
        Comparison = sorted.Differences.Count > 0 ? sorted : sorted with { Differences = ComparisonAnalysis.Differences(sorted) };
        _verdict = new(() => Verdict.Of(Comparison));
        _cells = Comparison.Cells.ToLookup(c => (c.Scenario, c.Method));
        var next = 0;
        Methods = [.. comparison.Methods.Select((m, i) => new Series(m.Name, m.Label.Length > 0 ? m.Label : m.Name,
            m.Name == Baseline ? "var(--baseline)" : m.Name == Candidate ? "var(--candidate)" : Palette.Method(next++), Palette.Shape(i)))];
        string[] metrics = [.. MetricNames.All.Where(Has), .. Comparison.Cells.SelectMany(c => c.Metrics.Keys).Distinct()
            .Except(MetricNames.All).Order(StringComparer.Ordinal).Where(Has)];
        Metrics = [.. metrics.Where(m => !IsRedundant(m)).OrderBy(m => m == Comparison.PrimaryMetric ? 0 : 1)];
        LeavesOutBalancedAccuracy = Metrics.Count < metrics.Length;
        Classifiers = [.. Comparison.Cells.Select(c => c.Classifier).OfType<string>().Distinct()
            .OrderBy(c => Place(Comparison.Classifiers, c)).ThenBy(c => c, StringComparer.Ordinal)];
    }

    public Comparison Comparison { get; }

    public string Baseline => Comparison.BaselineName;

    /// <summary>The method in question; empty where all but the controls are.</summary>
    public string Candidate => Comparison.Candidate ?? "";

    /// <summary>The verdict, made once.</summary>
    public Verdict Verdict => _verdict.Value;

    public IReadOnlyList<Series> Methods { get; }

    /// <summary>The metrics that have a value somewhere, the primary one first, but none twice under two names.</summary>
    public IReadOnlyList<string> Metrics { get; }

    /// <summary>
    /// Whether balanced accuracy is not shown because it equals accuracy everywhere: all classes of the test split are equally large.
    /// </summary>
    public bool LeavesOutBalancedAccuracy { get; }

    public IReadOnlyList<string> Classifiers { get; }

    public IReadOnlyList<ComparisonScenario> Scenarios => Comparison.Scenarios;

    public bool IsTables => Comparison.Pairing == Pairing.DataSets;

    /// <summary>Whether there is one scenario or data set only, which then needs no name.</summary>
    public bool IsSingle => Scenarios.Count == 1;

    /// <summary>What the classes consist of.</summary>
    public string Items => ItemsOf(Comparison.Item);

    public static string ItemsOf(string item) => item + "s";

    /// <summary>What people read of a metric.</summary>
    public string Label(string metric) => Comparison.Describe(metric).Label;

    public bool LowerIsBetter(string metric) => !Comparison.Describe(metric).HigherIsBetter;

    /// <summary>The runs of a method in a scenario or on a data set, under one classifier where it is named.</summary>
    public IEnumerable<ComparisonCell> Cells(ComparisonScenario scenario, Series method, string? classifier = null) =>
        _cells[(scenario.Name, method.Name)].Where(c => classifier is null || c.Classifier == classifier);

    /// <summary>The metrics that a reader sees first of images.</summary>
    public static IReadOnlyList<string> MainMetrics { get; } =
        [MetricNames.Accuracy, MetricNames.BalancedAccuracy, MetricNames.GeometricMean, MetricNames.MacroF1, MetricNames.F1Variance,
            MetricNames.Auroc, MetricNames.CalibrationError];

    public string LabelOf(string method) => Methods.FirstOrDefault(m => m.Name == method)?.Label ?? method;

    public IReadOnlyList<Series> ClassesOf(ComparisonScenario scenario) =>
        [.. Comparison.ClassNamesOf(scenario).Select((name, i) => new Series(name, name, Palette.Class(i), Palette.Shape(i)))];

    /// <summary>The mean of a metric over seeds and folds with the 95% t interval of the mean, cut to what the metric can be.</summary>
    public ScoreInterval Mean(ComparisonScenario scenario, Series method, string metric, string? classifier = null)
    {
        var mean = MeanInterval.Of(Cells(scenario, method, classifier).Select(c => c.Metrics.GetValueOrDefault(metric, double.NaN)));
        var known = Comparison.Describe(metric);
        return new(mean.Value, Math.Max(mean.Low, known.Low ?? double.NegativeInfinity),
            Math.Min(mean.High, known.High ?? double.PositiveInfinity));
    }

    /// <summary>Runs that have a value of the primary metric, and of how many where one lacks it.</summary>
    public string Runs(ComparisonScenario scenario, Series method, string? classifier = null)
    {
        var runs = Cells(scenario, method, classifier).ToArray();
        var values = Metrics.Contains(Comparison.PrimaryMetric) ? Values(scenario, method, Comparison.PrimaryMetric, classifier)
            : runs.Length;
        return values == runs.Length ? Number.Count(runs.Length) : $"{Number.Count(values)} of {Number.Count(runs.Length)}";
    }

    /// <summary>Whether a method has as many values as any other, so that its mean may be called the best.</summary>
    public bool IsComplete(ComparisonScenario scenario, Series method, string metric, string? classifier = null) =>
        !IsTables || Values(scenario, method, metric, classifier) == Methods.Max(m => Values(scenario, m, metric, classifier));

    /// <summary>What is behind interval and p of the differences.</summary>
    public bool OverFolds => Comparison.Differences.Any(d => d.Test == DifferenceTest.CorrectedResampledT);

    /// <summary>Where a difference over all scenarios holds.</summary>
    public string Everywhere => !IsTables ? "all scenarios" : Scenarios.Count == 1 ? Scenarios[0].Name : "all data sets";

    /// <summary>A scenario as a heading; the data as it is goes by its description.</summary>
    public string TitleOf(ComparisonScenario scenario) => scenario is { Name: "own", Description: [var first, .. var rest] } && !IsTables
        ? $"{char.ToUpperInvariant(first)}{rest}"
        : (IsTables ? scenario.Name : $"Scenario {scenario.Name}") + (scenario.Description.Length > 0 ? $": {scenario.Description}" : "");

    /// <summary>Whether a metric is balanced accuracy and equals accuracy in every cell.</summary>
    public bool IsRedundant(string metric)
    {
        if (MetricNames.OnAnyTest(metric) != MetricNames.BalancedAccuracy || metric == Comparison.PrimaryMetric)
        {
            return false;
        }

        var accuracy = metric == MetricNames.BalancedAccuracy ? MetricNames.Accuracy : MetricNames.OnLargeTest(MetricNames.Accuracy);
        return Comparison.Cells.All(c => Math.Abs(c.Metrics.GetValueOrDefault(metric, double.NaN)
            - c.Metrics.GetValueOrDefault(accuracy, double.NaN)) < 1e-9
            || (!c.Metrics.ContainsKey(metric) && !c.Metrics.ContainsKey(accuracy)));
    }

    private static int Place(IReadOnlyList<string> order, string name) =>
        Enumerable.Range(0, order.Count).Where(i => order[i] == name).DefaultIfEmpty(int.MaxValue).First();

    private int Values(ComparisonScenario scenario, Series method, string metric, string? classifier) =>
        Cells(scenario, method, classifier).Count(c => !double.IsNaN(c.Metrics.GetValueOrDefault(metric, double.NaN)));

    private bool Has(string metric) => Comparison.Cells.Any(c => c.Metrics.TryGetValue(metric, out var value) && !double.IsNaN(value));
}
