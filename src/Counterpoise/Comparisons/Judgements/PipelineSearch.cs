using Counterpoise.Statistics;

namespace Counterpoise.Comparisons;

/// <summary>Chooses pipelines by their inner estimates, fold by fold and over all folds.</summary>
internal sealed class PipelineSearch
{
    private readonly Comparison _comparison;
    private readonly string _metric;
    private readonly int _sign;
    private readonly (string? Classifier, string Method)[] _pipelines;
    private readonly Dictionary<(string Scenario, long Seed, int? Fold), Dictionary<(string? Classifier, string Method),
        ComparisonCell>> _folds;

    public PipelineSearch(Comparison comparison, string metric, Func<(string? Classifier, string Method), bool> eligible)
    {
        (_comparison, _metric, _sign) = (comparison, metric, comparison.Describe(metric).HigherIsBetter ? 1 : -1);
        var contestants = new Contestants(comparison, MetricNames.Plain(metric));
        var names = contestants.Controls.Concat(contestants.Others).Select(m => m.Name).ToHashSet();
        var cells = comparison.Sorted().Cells.Where(c => names.Contains(c.Method) && Inner(c) is { } e && double.IsFinite(e.Value)
            && HasValue(c)).ToArray();
        _folds = cells.GroupBy(c => (c.Scenario, c.Seed, c.Fold))
            .ToDictionary(g => g.Key, g => g.DistinctBy(Pipeline).ToDictionary(Pipeline));
        // One that failed in a fold would be judged by the easier ones.
        _pipelines = [.. cells.Select(Pipeline).Distinct().Where(eligible).Where(p => _folds.Values.All(f => f.ContainsKey(p)))
            .OrderBy(Complexity)];
    }

    public PipelineEstimate? Best() => _pipelines.Length == 0 ? null
        : Estimate(_pipelines.MaxBy(p => _sign * Mean(p)), fold => BestIn(fold));

    public PipelineEstimate? Simplest()
    {
        if (_pipelines.Length == 0)
            return null;
        var best = _pipelines.MaxBy(p => _sign * Mean(p));
        var error = Math.Sqrt(_folds.Values.Select(f => Error(f[best])).Average(e => e * e));
        return Estimate(_pipelines.First(p => _sign * Mean(p) >= (_sign * Mean(best)) - error), SimplestIn);
    }

    private (string? Classifier, string Method) BestIn(Dictionary<(string? Classifier, string Method), ComparisonCell> fold) =>
        _pipelines.MaxBy(p => _sign * Value(fold[p]));

    private (string? Classifier, string Method) SimplestIn(Dictionary<(string? Classifier, string Method), ComparisonCell> fold)
    {
        var best = fold[BestIn(fold)];
        return _pipelines.First(p => _sign * Value(fold[p]) >= (_sign * Value(best)) - Error(best));
    }

    private PipelineEstimate Estimate((string? Classifier, string Method) chosen, Func<Dictionary<(string? Classifier, string Method),
        ComparisonCell>, (string? Classifier, string Method)> choose)
    {
        var outer = _folds.Select(f => (f.Key, Pipeline: choose(f.Value), Value: f.Value[choose(f.Value)].Metrics[_metric])).ToArray();
        var sets = outer.GroupBy(o => o.Key.Scenario).Select(g => g.GroupBy(o => o.Key.Fold).Select(f => f.Average(o => o.Value)).ToArray())
            .ToArray();
        var share = sets.Length == 1 ? _comparison.Scenarios.FirstOrDefault(s => s.Name == outer[0].Key.Scenario)?.TestShare ?? 0 : 0;
        double[] pairs = sets.Length == 1 ? sets[0] : [.. sets.Select(s => s.Average())];
        return new PipelineEstimate
        {
            Classifier = chosen.Classifier,
            Method = chosen.Method,
            Inner = Mean(chosen),
            Value = pairs.Average(),
            StandardError = pairs.Length < 2 ? double.NaN : Math.Sqrt(Samples.Variance(pairs, 1) * ((1.0 / pairs.Length) + share)),
            Chosen = outer.Count(o => o.Pipeline == chosen),
            Folds = outer.Length,
        };
    }

    /// <summary>The inner estimate of a pipeline: the mean over data sets of the means over their folds.</summary>
    private double Mean((string? Classifier, string Method) pipeline) =>
        _folds.GroupBy(f => f.Key.Scenario).Average(g => g.Average(f => Value(f.Value[pipeline])));

    private (int Classifier, int Level, int Place) Complexity((string? Classifier, string Method) pipeline)
    {
        var methods = _comparison.Methods;
        var place = Enumerable.Range(0, methods.Count).FirstOrDefault(i => methods[i].Name == pipeline.Method);
        var classifier = Enumerable.Range(0, _comparison.Classifiers.Count).Where(i => _comparison.Classifiers[i] == pipeline.Classifier)
            .DefaultIfEmpty(int.MaxValue).First();
        return (classifier, (int)(methods[place].Level ?? MethodLevel.Data), place);
    }

    private InnerEstimate? Inner(ComparisonCell cell) => cell.Inner is { } inner && inner.TryGetValue(_metric, out var estimate) ? estimate
        : null;

    private double Value(ComparisonCell cell) => Inner(cell)!.Value.Value;

    private double Error(ComparisonCell cell) => Inner(cell)!.Value.StandardError is var error && double.IsNaN(error) ? 0 : error;

    private bool HasValue(ComparisonCell cell) => cell.Metrics.TryGetValue(_metric, out var value) && !double.IsNaN(value);

    private static (string? Classifier, string Method) Pipeline(ComparisonCell cell) => (cell.Classifier, cell.Method);
}
