using Counterpoise.Calibration;
using Counterpoise.Comparisons;
using Counterpoise.Metrics;

namespace Counterpoise.Experiments;

/// <summary>
/// Metrics of decisions under decisions that are tuned for them on rows that neither train nor test, so that a comparison judges methods
/// and not where their probabilities happen to lie.
/// </summary>
public static class TunedDecisions
{
    /// <summary>
    /// Adds to a cell, for each of its metrics of decisions, the value under the decision that is best on the validation rows.
    /// </summary>
    /// <param name="cell">A cell with its metrics.</param>
    /// <param name="validation">Validation rows with the probabilities of the cell's model.</param>
    /// <param name="test">The cell's test rows with their probabilities.</param>
    /// <returns>
    /// The cell with further metrics, see <see cref="MetricNames.Tuned"/>, and their counts; the same cell where the validation rows are
    /// of one class.
    /// </returns>
    /// <exception cref="ArgumentException">A set has no probabilities, or the classes differ.</exception>
    public static ComparisonCell AddTo(ComparisonCell cell, PredictionSet validation, PredictionSet test)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(test);
        if (validation.Probabilities is not { } scores || test.Probabilities is not { } probabilities
            || !validation.ClassNames.SequenceEqual(test.ClassNames))
            throw new ArgumentException("validation and test rows must have probabilities of the same classes", nameof(test));
        if (validation.Labels.Distinct().Count() < 2)
            return cell;
        var (metrics, confusions) = (cell.Metrics.ToDictionary(), new Dictionary<string, int[][]>());
        foreach (var metric in StandardMetrics.All().Where(m => cell.Metrics.ContainsKey(m.Name)))
        {
            if (DecisionMetrics.Find(metric.Name) is not { } of)
                continue;
            var weights = DecisionWeights.Tune(validation.Labels, scores, test.ClassCount, of, validation.Weights);
            var tuned = test.With(weights.Decide(probabilities));
            metrics[MetricNames.Tuned(metric.Name)] = tuned.Measure(metric);
            confusions[metric.Name] = [.. tuned.Confusion.Counts.Select(row => row.Select(n => checked((int)n)).ToArray())];
        }

        return cell with { Metrics = metrics, TunedConfusion = confusions };
    }

    /// <summary>
    /// The cell of a method that decides by them: each metric of decisions is that under the decision tuned for it. Where none could be
    /// tuned the cell stays as it is, and says so.
    /// </summary>
    /// <param name="cell">A cell of <see cref="AddTo"/>.</param>
    public static ComparisonCell Decide(ComparisonCell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        var tuned = cell.TunedConfusion?.Keys.ToArray() ?? [];
        return tuned.Length == 0
            ? cell with { Notes = [.. cell.Notes, "nothing is tuned: there are no validation rows of two classes"] }
            : cell with { Metrics = cell.Metrics.ToDictionary(m => m.Key,
                m => tuned.Contains(m.Key) ? cell.Metrics[MetricNames.Tuned(m.Key)] : m.Value) };
    }
}
