using System.Globalization;
using Counterpoise.Randomness;
using Counterpoise.Statistics;

namespace Counterpoise.Metrics;

/// <summary>Measures the metrics of an evaluation, with bootstrap intervals where asked for.</summary>
internal static class EvaluationMetrics
{
    public static IReadOnlyList<MetricValue> Measure(PredictionSet set, EvaluationOptions options, CancellationToken cancellationToken)
    {
        var metrics = StandardMetrics.All(options.CalibrationBins).Concat(options.ExtraMetrics)
            .Where(m => set.Probabilities is not null || !m.NeedsProbabilities).ToArray();
        var intervals = Intervals(set, metrics, options, cancellationToken);
        return [.. metrics.Select((m, i) => new MetricValue(m.Name, Defined(set.Measure(m)), m.HigherIsBetter, intervals[i]))];
    }

    public static IEnumerable<string> Notes(PredictionSet set, EvaluationOptions options, IReadOnlyList<ClassMetrics> classes,
        IReadOnlyList<MetricValue> metrics)
    {
        if (set.Weights is { } weights)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"every metric counts rows by their weights: {set.Count} rows say as much as {RowWeights.Effective(weights):0.#} of equal "
                + $"weight, and the intervals of recall and precision are those of so many");
        if (options.BootstrapReplicates > 0 && new RowDraws(set.Labels, set.ClassCount, set.Weights).HoldsClasses)
            yield return "many classes have very few rows, so that hardly any draw of the bootstrap would hold them all: each takes one "
                + "row "
                + "of every class first, and the intervals are conditional on that";
        foreach (var c in classes.Where(c =>
            c.Absent)) yield return $"class '{c.Name}' has no row here{(c.Support > 0 ? " with a weight above 0" : "")}: it is left out of "
                + "means over classes";
        foreach (var c in classes.Where(c =>
            c.NeverPredicted)) yield return $"class '{c.Name}' is never predicted: its precision is set to 0";
        foreach (var m in metrics.Where(m => m.Value is null)) yield return $"{m.Name} is undefined for these rows";
        foreach (var c in classes.Where(c => c.EffectiveRows is > 0 and < 20))
            yield return string.Create(CultureInfo.InvariantCulture,
                $"class '{c.Name}' has {c.Support} rows, which by their weights say as much as {c.EffectiveRows:0.#} of equal weight");
        foreach (var c in classes.Where(c => c.EffectiveRows is null && c.Support is > 0 and < 20))
            yield return string.Create(CultureInfo.InvariantCulture,
                $"class '{c.Name}' has {c.Support} {(c.Support == 1 ? "row" : "rows")}: one error moves its recall by "
                + $"{1.0 / c.Support:0.00}");
    }

    private static Interval?[] Intervals(PredictionSet set, IMetric[] metrics, EvaluationOptions options,
        CancellationToken cancellationToken)
    {
        var intervals = new Interval?[metrics.Length];
        if (options.BootstrapReplicates == 0) return intervals;
        for (var m = 0; m < metrics.Length; m++) intervals[m] = metrics[m].ComputeInterval(set, options.Confidence);
        int[] drawn = [.. Enumerable.Range(0, metrics.Length).Where(m => intervals[m] is null)];
        var draws = metrics.Select(_ => new List<double>(options.BootstrapReplicates)).ToArray();
        var random = new RandomStream(options.Seed, "bootstrap");
        var rows = new RowDraws(set.Labels, set.ClassCount, set.Weights);
        for (var b = 0; b < options.BootstrapReplicates; b++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var draw = set.Select(rows.Next(random));
            foreach (var m in drawn)
            {
                var value = draw.Measure(metrics[m]);
                if (!double.IsNaN(value)) draws[m].Add(value);
            }
        }

        foreach (var m in drawn)
            if (draws[m].Count > 0) intervals[m] = Percentiles.Interval([.. draws[m]], options.Confidence);
        return intervals;
    }

    private static double? Defined(double value) => double.IsNaN(value) ? null : value;
}
