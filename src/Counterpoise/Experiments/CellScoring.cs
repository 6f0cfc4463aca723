using Counterpoise.Calibration;
using Counterpoise.Comparisons;
using Counterpoise.Metrics;

namespace Counterpoise.Experiments;

/// <summary>
/// Turns the scores of a fold into a cell's metrics: under the method's own decision, and under decisions tuned on inner folds.
/// </summary>
internal sealed class CellScoring(TableDataSet data, TableExperimentOptions options)
{
    private const double Confidence = 0.95;

    private readonly IMetric[] _metrics =
        [.. StandardMetrics.All().Concat(options.ExtraMetrics)
        .Where(m => options.Metrics.Contains(m.Name) || options.ExtraMetrics.Contains(m))];

    /// <summary>Returns the cell with its metrics; all NaN where the fit could not be made.</summary>
    public ComparisonCell Score(ComparisonCell cell, TableFold fold, ComparisonMethod method, FoldScores scores)
    {
        var metrics = _metrics.ToDictionary(m => m.Name, _ => double.NaN);
        if (scores.Test is not { } raw)
            return cell with { Metrics = metrics, Notes = scores.Notes };
        var counts = PriorCorrection.Counts(fold.Training.RequireLabels().Codes, data.ClassNames.Count);
        double[] Decided(double[] probabilities) => method.Decision == DecisionRule.LogitAdjusted
            ? new PriorCorrection(counts, Array.ConvertAll(counts, n => n > 0 ? 1.0 : 0)).Apply(probabilities) : probabilities;
        InnerScores[] inner = [.. scores.Inner.Select(s => s with { Probabilities = Decided(s.Probabilities) })];
        var (labels, test) = (fold.Test.RequireLabels().Codes.ToArray(), Decided(raw));
        var plain = Set(labels, test);
        var (estimates, confusions) = (new Dictionary<string, InnerEstimate>(), new Dictionary<string, int[][]>());
        foreach (var metric in _metrics)
        {
            metrics[metric.Name] = plain.Measure(metric);
            if (metric.NeedsProbabilities)
            {
                if (inner.Length > 0)
                    estimates[metric.Name] = Estimate(double.NaN, [.. inner.Select(s => Set(s.Labels, s.Probabilities).Measure(metric))]);
            }
            else if (DecisionMetrics.Find(metric.Name) is { } of && Tune(inner, of) is { } weights)
            {
                var tuned = Set(labels, test, weights);
                var name = MetricNames.Tuned(metric.Name);
                metrics[name] = tuned.Measure(metric);
                if (method.Decision == DecisionRule.Tuned)
                    metrics[metric.Name] = metrics[name];
                confusions[metric.Name] = Counts(tuned.Confusion);
                var pooled = Set([.. inner.SelectMany(s => s.Labels)], [.. inner.SelectMany(s => s.Probabilities)], weights);
                estimates[name] = Estimate(
                    pooled.Measure(metric), [.. inner.Select(s => Set(s.Labels, s.Probabilities, weights).Measure(metric))]);
            }
        }

        return cell with
        {
            Metrics = metrics,
            Inner = estimates.Count > 0 ? estimates : null,
            Confusion = Counts(plain.Confusion),
            Classes = [.. Enumerable.Range(0, plain.ClassCount)
                .Select(c => ClassScore.Of(ClassMetrics.Of(plain.Confusion, c, Confidence)))],
            TunedConfusion = confusions.Count > 0 ? confusions : null,
            Notes = [.. scores.Notes, .. Absent(plain)],
        };
    }

    private DecisionWeights? Tune(InnerScores[] inner, Func<ConfusionMatrix, double> metric)
    {
        int[] labels = [.. inner.SelectMany(s => s.Labels)];
        return labels.Distinct().Count() < 2 ? null
            : DecisionWeights.Tune(labels, [.. inner.SelectMany(s => s.Probabilities)], data.ClassNames.Count, metric);
    }

    private PredictionSet Set(int[] labels, double[] probabilities, DecisionWeights? weights = null)
    {
        var set = PredictionSet.FromProbabilities(labels, probabilities, data.ClassNames);
        return new PredictionSet(labels, weights?.Decide(probabilities) ?? set.Predicted, data.ClassNames, probabilities)
        {
            PositiveClass = data.PositiveClass,
            AbsentClasses = AbsentClassPolicy.Undefined,
        };
    }

    /// <summary>An estimate from the folds that have a value; their mean where nothing is pooled.</summary>
    private static InnerEstimate Estimate(double pooled, double[] byFold)
    {
        double[] values = [.. byFold.Where(double.IsFinite)];
        var mean = values.Length > 0 ? values.Average() : double.NaN;
        var error = values.Length > 1 ? Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1) / values.Length)
            : double.NaN;
        return new(double.IsNaN(pooled) ? mean : pooled, error);
    }

    private static int[][] Counts(ConfusionMatrix confusion) =>
        [.. confusion.Counts.Select(row => row.Select(n => checked((int)n)).ToArray())];

    private static IEnumerable<string> Absent(PredictionSet set) =>
        Enumerable.Range(0, set.ClassCount).Where(c => set.Confusion.Support(c) == 0)
            .Select(c => $"class '{set.ClassNames[c]}' has no row in the test part: metrics that need it have no value");
}
