using Counterpoise.Randomness;
using Counterpoise.Statistics;

namespace Counterpoise.LabelAudits;

/// <summary>Areas under the margin, and the threshold from rows that are given a class that does not exist.</summary>
internal sealed record MarginThreshold(double[] Margins, double Threshold)
{
    /// <summary>
    /// Two scouts, each with another N / (C + 1) rows put into class C; a row's margin is the mean over the scouts that learned it under
    /// its own label, and the threshold the percentile of the margins of the others.
    /// </summary>
    public static MarginThreshold Of(AuditedRows data, LabelAuditOptions options, CancellationToken cancellationToken)
    {
        var order = new RandomStream(options.Seed, "margin rows").Permutation(data.Rows);
        var count = Math.Max(1, data.Rows / (data.ClassCount + 1));
        var (sums, seen, extra) = (new double[data.Rows], new int[data.Rows], new List<double>());
        for (var run = 0; run < 2; run++)
        {
            var chosen = order.Skip(run * count).Take(count).ToHashSet();
            var labels = data.Labels.Select((y, i) => chosen.Contains(i) ? data.ClassCount : y).ToArray();
            var scout = ScoutRun.Of(data.Features, labels, data.ClassCount + 1, options,
                new RandomStream(options.Seed, "margin scout", (ulong)run), cancellationToken);
            extra.AddRange(chosen.Order().Select(i => scout.Margins[i]));
            for (var i = 0; i < data.Rows; i++)
            {
                if (chosen.Contains(i)) continue;
                (sums[i], seen[i]) = (sums[i] + scout.Margins[i], seen[i] + 1);
            }
        }

        return new MarginThreshold([.. sums.Select((s, i) => s / Math.Max(1, seen[i]))],
            Percentiles.Quantile([.. extra], options.MarginPercentile / 100));
    }
}
