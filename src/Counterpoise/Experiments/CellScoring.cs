using Counterpoise.Calibration;
using Counterpoise.Classifiers;
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
        if (fold.Test.Weights is { } all && all.All(w => w == 0))
            return cell with { Metrics = metrics,
                Notes = [.. scores.Notes, "every row of the test split has weight 0: no metric has a value"] };
        var counts = TrainingRows.WeightPerClass(fold.Training.RequireLabels().Codes, data.ClassNames.Count, fold.Training.Weights);
        double[] Decided(double[] probabilities) => method.Decision == DecisionRule.LogitAdjusted
            ? new PriorCorrection(counts, Array.ConvertAll(counts, n => n > 0 ? 1.0 : 0)).Apply(probabilities) : probabilities;
        InnerScores[] inner = [.. scores.Inner.Select(s => s with { Probabilities = Decided(s.Probabilities) })];
        var (labels, test) = (fold.Test.RequireLabels().Codes.ToArray(), Decided(raw));
        var weighted = fold.Test.Weights;
        var plain = Set(labels, test, weighted);
        var (estimates, confusions) = (new Dictionary<string, InnerEstimate>(), new Dictionary<string, int[][]>());
        var masses = new Dictionary<string, double[][]>();
        foreach (var metric in _metrics)
        {
            metrics[metric.Name] = plain.Measure(metric);
            if (metric.NeedsProbabilities)
            {
                if (inner.Length > 0)
                    estimates[metric.Name] = Estimate(double.NaN,
                        [.. inner.Select(s => Set(s.Labels, s.Probabilities, s.Weights).Measure(metric))]);
            }
            else if (DecisionMetrics.Find(metric.Name) is { } of && Tune(inner, of) is { } weights)
            {
                var tuned = Set(labels, test, weighted, weights);
                var name = MetricNames.Tuned(metric.Name);
                metrics[name] = tuned.Measure(metric);
                if (method.Decision == DecisionRule.Tuned)
                    metrics[metric.Name] = metrics[name];
                confusions[metric.Name] = Counts(tuned.Confusion);
                if (Weights(tuned.Confusion) is { } mass)
                    masses[metric.Name] = mass;
                var pooled = Set([.. inner.SelectMany(s => s.Labels)], [.. inner.SelectMany(s => s.Probabilities)], Pooled(inner), weights);
                estimates[name] = Estimate(
                    pooled.Measure(metric), [.. inner.Select(s => Set(s.Labels, s.Probabilities, s.Weights, weights).Measure(metric))]);
            }
        }

        return cell with
        {
            Metrics = metrics,
            Inner = estimates.Count > 0 ? estimates : null,
            Confusion = Counts(plain.Confusion),
            ConfusionWeights = Weights(plain.Confusion),
            Classes = [.. Enumerable.Range(0, plain.ClassCount)
                .Select(c => ClassScore.Of(ClassMetrics.Of(plain.Confusion, c, Confidence)))],
            TunedConfusion = confusions.Count > 0 ? confusions : null,
            TunedConfusionWeights = masses.Count > 0 ? masses : null,
            Notes = [.. scores.Notes, .. Absent(plain)],
        };
    }

    private DecisionWeights? Tune(InnerScores[] inner, Func<ConfusionMatrix, double> metric)
    {
        int[] labels = [.. inner.SelectMany(s => s.Labels)];
        var rowWeights = Pooled(inner);
        return labels.Where((_, i) => rowWeights is null || rowWeights[i] > 0).Distinct().Count() < 2 ? null
            : DecisionWeights.Tune(labels, [.. inner.SelectMany(s => s.Probabilities)], data.ClassNames.Count, metric, rowWeights);
    }

    private static double[]? Pooled(InnerScores[] inner) =>
        inner.Length == 0 || inner.Any(s => s.Weights is null) ? null : [.. inner.SelectMany(s => s.Weights!)];

    private PredictionSet Set(int[] labels, double[] probabilities, double[]? rowWeights, DecisionWeights? weights = null)
    {
        var set = PredictionSet.FromProbabilities(labels, probabilities, data.ClassNames);
        return new PredictionSet(labels, weights?.Decide(probabilities) ?? set.Predicted, data.ClassNames, probabilities)
        {
            PositiveClass = data.PositiveClass,
            AbsentClasses = AbsentClassPolicy.Undefined,
            Weights = rowWeights,
        };
    }

    private static double[][]? Weights(ConfusionMatrix confusion) =>
        confusion.WeightSums is { } sums ? [.. sums.Select(row => row.ToArray())] : null;

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
        Enumerable.Range(0, set.ClassCount).Except(set.Confusion.PresentClasses)
            .Select(c => $"class '{set.ClassNames[c]}' has no row in the test split: metrics that need it have no value");
}
