using Counterpoise.Randomness;

namespace Counterpoise.LabelAudits;

/// <summary>
/// Rounds of scouts that are also taught probes: rows of the other classes under the audited class's label. What is known of each row is
/// averaged over the rounds in which it was no probe.
/// </summary>
internal sealed class ProbeRounds
{
    private const int FewestRows = 4, FewestProbes = 20;

    private ProbeRounds(double[] hardness, double[] meanLoss, double[] lastLoss, double[] probes) =>
        (Hardness, MeanLoss, LastLoss, Probes) = (hardness, meanLoss, lastLoss, probes);

    public double[] Hardness { get; }

    public double[] MeanLoss { get; }

    public double[] LastLoss { get; }

    /// <summary>S of the probes of all rounds; empty where there were too few rows to take any.</summary>
    public double[] Probes { get; }

    public static ProbeRounds Of(AuditedRows data, LabelAuditOptions options, CancellationToken cancellationToken)
    {
        var order = ProbeOrder(data, new RandomStream(options.Seed, "probes"));
        var count = order.Length < FewestRows ? 0 : ProbeCount(order.Length, options.ProbeShare);
        var (sums, seen) = (new double[3][], new int[data.Rows]);
        for (var k = 0; k < 3; k++) sums[k] = new double[data.Rows];
        var probes = new List<double>();
        for (var round = 0; round < options.Rounds; round++)
        {
            var chosen = Enumerable.Range(round * count, count).Select(i => order[i % order.Length]).ToHashSet();
            var labels = data.Labels.Select((y, i) => chosen.Contains(i) ? data.Audited : y).ToArray();
            var run = ScoutRun.Of(data.Features, labels, data.ClassCount, options, new RandomStream(options.Seed, "scout", (ulong)round),
                cancellationToken);
            probes.AddRange(chosen.Order().Select(i => run.Hardness[i]));
            for (var i = 0; i < data.Rows; i++)
            {
                if (chosen.Contains(i)) continue;
                seen[i]++;
                sums[0][i] += run.Hardness[i];
                sums[1][i] += run.MeanLoss[i];
                sums[2][i] += run.LastLoss[i];
            }
        }

        double[] Mean(double[] sum) => [.. sum.Select((s, i) => s / Math.Max(1, seen[i]))];
        return new ProbeRounds(Mean(sums[0]), Mean(sums[1]), Mean(sums[2]), [.. probes]);
    }

    /// <summary>A tenth, at least 20, at most half; of fewer than 40 rows half, at least 2.</summary>
    internal static int ProbeCount(int others, double share) =>
        Math.Max(2, Math.Min(others / 2, Math.Max(FewestProbes, (int)Math.Round(share * others))));

    /// <summary>
    /// The rows of the other classes in the order in which they become probes; rows of a group stand together, so that a round mislabels
    /// whole events.
    /// </summary>
    private static int[] ProbeOrder(AuditedRows data, RandomStream random)
    {
        var others = Enumerable.Range(0, data.Rows).Where(i => data.Labels[i] != data.Audited).ToArray();
        random.Shuffle<int>(others);
        return data.Groups is not { } groups ? others : [.. others.GroupBy(i => groups[i]).SelectMany(g => g)];
    }
}
