using System.Globalization;
using Counterpoise.Data;
using Counterpoise.Lifecycle.Repair;
using Counterpoise.Lifecycle.Repair.Trials;
using Counterpoise.Statistics;
using Counterpoise.Tables;

namespace Counterpoise.Bench.Drift;

/// <summary>Streams made of real tables under each way to look after a model: what was lost, what came back, and what it cost.</summary>
internal static class RepairBench
{
    private static readonly RepairArm[] Arms = [RepairArm.Never, RepairArm.Always, RepairArm.Periodic, RepairArm.ThresholdOnly,
        RepairArm.Ladder];

    private static string Data => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "..", "shared", "data"));

    public static int Run(int seeds, string[] tables)
    {
        foreach (var name in tables)
        {
            var (table, ordered) = Open(name);
            Console.WriteLine($"\n### {name}\n");
            Console.WriteLine(
                $"{table.RowCount} rows, {table.Columns.Count} columns, "
                    + $"{string.Join(", ", table.RequireLabels().ClassCounts()
                    .Select((n, c) => $"{n} {table.RequireLabels().Classes[c]}"))}\n");
            Console.WriteLine("| drift | arm | G-mean before | after | gain over never (95%) | false alarms | found | delay | back at 95% "
                + "| windows to it | refits | thresholds | asked |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|");
            foreach (var kind in new[] { DriftKind.None, DriftKind.Covariate, DriftKind.Prior, DriftKind.Region })
            {
                var options = new DriftTrialOptions { KeepsOrder = ordered,
                    Repair = new RepairOptions { SearchTrials = 4, Replicates = 200 } };
                Write(kind, Arms.ToDictionary(a => a,
                    a => Enumerable.Range(1, seeds).Select(s => DriftTrial.Run(table, kind, a, (ulong)s, options)).ToArray()));
            }
        }

        return 0;
    }

    /// <summary>Trust ratings of Bitcoin-OTC in their order: the share of distrust more than doubles by itself.</summary>
    public static int RunNatural()
    {
        var table = TrustRatings.Read(Path.Combine(Data, "graphs", "bitcoin-otc.csv"));
        var options = new DriftTrialOptions { Windows = 42, DriftAt = 3, Period = 5,
            Repair = new RepairOptions { SearchTrials = 4, Replicates = 200 } };
        Console.WriteLine("| arm | G-mean of windows 1 to 3 | of windows 4 to 42 | windows with an alarm | refits | thresholds | asked "
            + "|\n|---|---|---|---|---|---|---|");
        foreach (var arm in Arms)
        {
            var r = DriftTrial.Run(table, DriftKind.Natural, arm, 1, options);
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"| {arm} | {r.Before:0.000} | {r.After:0.000} | {r.Alarms} | {r.Refits} | "
                    + $"{r.Thresholds} | {r.Asked} |"));
        }

        return 0;
    }

    private static void Write(DriftKind kind, Dictionary<RepairArm, DriftTrialResult[]> results)
    {
        var never = results[RepairArm.Never];
        foreach (var (arm, runs) in results)
        {
            double[] after = [.. runs.Select(r => r.After)], control = [.. never.Select(r => r.After)];
            var gain = arm == RepairArm.Never || runs.Length < 2 ? "" : PairedTest.Interval(after, control) is var i
                ? string.Create(CultureInfo.InvariantCulture, $"{after.Average() - control.Average():+0.000;-0.000;0.000} ({i.Lower:0.000} "
                + $"to {i.Upper:0.000})") : "";
            int?[] delays = [.. runs.Select(r => r.Delay)], back = [.. runs.Select(r => r.Recovery)];
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture,
                    $"| {kind} | {arm} | {runs.Average(r => r.Before):0.000} | {after.Average():0.000} | {gain} | "
                        + $"{runs.Sum(r => r.FalseAlarms)} of {runs.Sum(r => r.QuietWindows)} | "
                        + $"{(kind == DriftKind.None ? "" : $"{delays.Count(d => d is not null)} of {runs.Length}")} | "
                        + $"{(kind == DriftKind.None ? "" : Median(delays))} | {back.Count(b => b is not null)} of {runs.Length} | "
                        + $"{Median(back)} | {runs.Average(r => r.Refits):0.0} | {runs.Average(r => r.Thresholds):0.0} | "
                        + $"{runs.Average(r => r.Asked):0.0} |"));
        }
    }

    private static string Median(int?[] values)
    {
        int[] there = [.. values.OfType<int>().Order()];
        return there.Length == 0 ? "" : there[there.Length / 2].ToString(CultureInfo.InvariantCulture);
    }

    private static (Table Table, bool Ordered) Open(string name) => name switch
    {
        "lending_club" =>
            (TableFile.Read(Path.Combine(Data, "tables", "lending_club.csv"), new TableReadOptions { LastColumnIsTarget = true }), true),
        "AI4I" => (TableFile.Read(Path.Combine(Data, "ai4i2020", "ai4i2020.csv"),
            new TableReadOptions { Target = "Machine failure", Exclude = ["UDI", "Product ID", "TWF", "HDF", "PWF", "OSF", "RNF"] }),
                false),
        "JM1" => (TableFile.Read(Path.Combine(Data, "defects", "nasa-d2", "JM1.arff"), new TableReadOptions { LastColumnIsTarget = true }),
            false),
        _ => throw new ArgumentException($"'{name}' is no table of this benchmark; expected lending_club, AI4I or JM1"),
    };
}
