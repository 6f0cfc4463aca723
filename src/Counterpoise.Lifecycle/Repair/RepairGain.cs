using Counterpoise.Metrics;
using Counterpoise.Randomness;
using Counterpoise.Statistics;

namespace Counterpoise.Lifecycle.Repair;

/// <summary>
/// What a repair gains on rows, with its interval. Not <see cref="Comparisons.VerdictRule"/>: two decisions on the same rows are no pairs
/// of runs, and one gain is asked about.
/// </summary>
internal static class RepairGain
{
    /// <summary>
    /// The percentile interval of the gain over draws of all rows (<see cref="RowDraws"/>), so that the class priors vary as they do from
    /// sample to sample.
    /// </summary>
    /// <param name="labels">n classes.</param>
    /// <param name="before">n classes decided before the repair.</param>
    /// <param name="after">n classes decided after it.</param>
    /// <param name="classNames">C names.</param>
    /// <param name="metric">What is gained in.</param>
    /// <param name="replicates">Draws, at least 1.</param>
    /// <param name="confidence">Coverage in (0, 1).</param>
    /// <param name="random">The draws.</param>
    public static Interval Interval(int[] labels, int[] before, int[] after, IReadOnlyList<string> classNames,
        Func<ConfusionMatrix, double> metric, int replicates, double confidence, IRandomSource random)
    {
        var draws = new RowDraws(labels, classNames.Count);
        var gains = new double[replicates];
        for (var r = 0; r < gains.Length; r++)
        {
            var rows = draws.Next(random);
            var drawn = Pick(labels, rows);
            gains[r] = metric(ConfusionMatrix.Of(drawn, Pick(after, rows), classNames))
                - metric(ConfusionMatrix.Of(drawn, Pick(before, rows), classNames));
        }

        return Percentiles.Interval(gains, confidence);
    }

    private static int[] Pick(int[] values, int[] rows) => Array.ConvertAll(rows, r => values[r]);
}
