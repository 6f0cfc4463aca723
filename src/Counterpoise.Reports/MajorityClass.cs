using Counterpoise.Comparisons;
using Counterpoise.Metrics;

namespace Counterpoise.Reports;

/// <summary>What it would come to always to predict the most frequent class of the training: the least that a method has to beat.</summary>
/// <param name="Label">The row's heading.</param>
/// <param name="Values">The metrics that this defines, by name.</param>
internal sealed record MajorityClass(string Label, IReadOnlyDictionary<string, double> Values)
{
    /// <summary>Of one scenario; null where the rows of its test split are not known, or there is one class.</summary>
    public static MajorityClass? Of(ComparisonScenario scenario, IReadOnlyList<string> classes)
    {
        if (scenario.TrainCounts.Length != classes.Count || scenario.TestCounts.Length != classes.Count
            || scenario.TestCounts.Count(n => n > 0) < 2)
        {
            return null;
        }

        var majority = Array.IndexOf(scenario.TrainCounts, scenario.TrainCounts.Max());
        int[] labels = [.. scenario.TestCounts.SelectMany((n, c) => Enumerable.Repeat(c, n))];
        var evaluation = Evaluation.Of(new PredictionSet(labels, [.. Enumerable.Repeat(majority, labels.Length)], classes),
            new EvaluationOptions { BootstrapReplicates = 0 });
        return new($"always {classes[majority]}", evaluation.Metrics.Where(m => m.Value is not null)
            .ToDictionary(m => m.Name, m => m.Value!.Value));
    }

    /// <summary>The value of a metric; NaN where constant predictions do not define it.</summary>
    public double this[string metric] => Values.GetValueOrDefault(metric, double.NaN);
}
