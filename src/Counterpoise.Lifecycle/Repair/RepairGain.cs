using Counterpoise.Metrics;
using Counterpoise.Randomness;
using Counterpoise.Statistics;

namespace Counterpoise.Lifecycle.Repair;

/// <summary>What a repair gains on rows, with its interval.</summary>
internal static class RepairGain
{
    /// <summary>
    /// The percentile interval of the gain over draws of all rows, so that the class shares vary as they do from sample to sample; a draw
    /// in which a class has vanished is made again.
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
        int[][] classes = [.. Enumerable.Range(0, labels.Length).GroupBy(i => labels[i]).OrderBy(g => g.Key).Select(g => g.ToArray())];
        // Where hardly any draw would hold every class, each takes a row of every class first.
        var held = classes.Aggregate(1.0, (p, c) => p * (1 - Math.Exp(-c.Length))) < 0.01 ? classes : [];
        var gains = new double[replicates];
        var rows = new int[labels.Length];
        for (var r = 0; r < gains.Length; r++)
        {
            int[] drawn;
            do
            {
                for (var i = 0; i < rows.Length; i++)
                    rows[i] = i < held.Length ? held[i][random.NextInteger(held[i].Length)] : (int)random.NextInteger(rows.Length);
                drawn = Pick(labels, rows);
            }
            while (drawn.Distinct().Count() < classes.Length);
            gains[r] = metric(ConfusionMatrix.Of(drawn, Pick(after, rows), classNames))
                - metric(ConfusionMatrix.Of(drawn, Pick(before, rows), classNames));
        }

        return Percentiles.Interval(gains, confidence);
    }

    private static int[] Pick(int[] values, int[] rows) => Array.ConvertAll(rows, r => values[r]);
}
