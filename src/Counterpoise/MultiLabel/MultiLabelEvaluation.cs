using Counterpoise.Randomness;
using Counterpoise.Statistics;

namespace Counterpoise.MultiLabel;

/// <summary>Metrics of several labels on rows, with percentile intervals of a bootstrap over rows.</summary>
/// <param name="Metrics">The metrics.</param>
/// <param name="Rows">Rows that were measured.</param>
/// <param name="Counts">Rows that have each label.</param>
/// <param name="MacroF1">Interval of the macro F1; null where none was asked for.</param>
/// <param name="MicroF1">Interval of the micro F1.</param>
/// <param name="MacroAveragePrecision">Interval of the macro average precision.</param>
/// <param name="SubsetAccuracy">Interval of the share of rows of which every label is right.</param>
public sealed record MultiLabelEvaluation(MultiLabelMetrics Metrics, int Rows, IReadOnlyList<int> Counts, Interval? MacroF1,
    Interval? MicroF1, Interval? MacroAveragePrecision, Interval? SubsetAccuracy)
{
    /// <summary>Measures.</summary>
    /// <param name="labels">True labels, at least one row.</param>
    /// <param name="scores">Row-major n × L probabilities.</param>
    /// <param name="thresholds">L thresholds; a label is given from its own on.</param>
    /// <param name="replicates">Bootstrap draws of rows; 0 makes no intervals.</param>
    /// <param name="confidence">Coverage of the intervals, between 0 and 1.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="cancellationToken">Stops between draws.</param>
    /// <exception cref="ArgumentException">Lengths differ, there is no row, or a score is NaN.</exception>
    public static MultiLabelEvaluation Of(LabelSet labels, IReadOnlyList<double> scores, IReadOnlyList<double> thresholds,
        int replicates = 1000, double confidence = 0.95, ulong seed = 0, CancellationToken cancellationToken = default)
    {
        var whole = MultiLabelMetrics.Of(labels, scores, thresholds);
        ArgumentOutOfRangeException.ThrowIfNegative(replicates);
        if (confidence is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "expected a share between 0 and 1");
        var width = labels.Names.Count;
        var random = new RandomStream(seed, "multi-label-bootstrap");
        var drawn = new MultiLabelMetrics[replicates];
        var rows = new int[labels.Rows];
        var own = new double[scores.Count];
        for (var draw = 0; draw < replicates; draw++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < rows.Length; i++)
            {
                rows[i] = (int)random.NextInteger(rows.Length);
                for (var l = 0; l < width; l++) own[(i * width) + l] = scores[(rows[i] * width) + l];
            }

            drawn[draw] = MultiLabelMetrics.Of(labels.Select(rows), own, thresholds);
        }

        Interval? Between(Func<MultiLabelMetrics, double> metric)
        {
            double[] values = [.. drawn.Select(metric).Where(v => !double.IsNaN(v))];
            return values.Length == 0 ? null : new Interval(Percentiles.Quantile(values, (1 - confidence) / 2),
                Percentiles.Quantile(values, (1 + confidence) / 2), confidence);
        }

        return new(whole, labels.Rows, [.. Enumerable.Range(0, width).Select(l => labels.Codes(l).Sum())], Between(m => m.MacroF1),
            Between(m => m.MicroF1), Between(m => m.MacroAveragePrecision), Between(m => m.SubsetAccuracy));
    }
}
