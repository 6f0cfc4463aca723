using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
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

    private static readonly DriftKind[] Kinds = [DriftKind.None, DriftKind.Covariate, DriftKind.Prior, DriftKind.Region];

    /// <summary>
    /// Plays every kind of drift under every arm, seed after seed; each trial goes into a file as it is done, and is not done again. Tables
    /// show the seeds of which all trials are there.
    /// </summary>
    public static int Run(int seeds, string[] tables, string file)
    {
        var done = File.Exists(file) ? File.ReadLines(file).Select(line => JsonSerializer.Deserialize<Cell>(line, Named)!).ToList() : [];
        foreach (var name in tables)
        {
            var (table, ordered) = Open(name);
            var options = new DriftTrialOptions { KeepsOrder = ordered, Repair = new RepairOptions { SearchTrials = 4, Replicates = 200 } };
            for (var seed = 1UL; seed <= (ulong)seeds; seed++)
            {
                foreach (var (kind, arm) in Kinds.SelectMany(k => Arms.Select(a => (k, a))))
                {
                    if (done.Any(c => c.Table == name && (c.Result.Kind, c.Result.Arm, c.Result.Seed) == (kind, arm, seed)))
                        continue;
                    done.Add(new Cell(name, DriftTrial.Run(table, kind, arm, seed, options)));
                    File.AppendAllText(file, JsonSerializer.Serialize(done[^1], Named) + "\n");
                }
            }

            Write(name, table, [.. done.Where(c => c.Table == name).Select(c => c.Result)]);
        }

        return 0;
    }

    private static void Write(string name, Table table, DriftTrialResult[] all)
    {
        ulong[] seeds = [.. all.GroupBy(r => r.Seed).Where(g => g.Count() == Kinds.Length * Arms.Length).Select(g => g.Key).Order()];
        Console.WriteLine($"\n### {name}, {seeds.Length} seeds\n");
        Console.WriteLine($"{table.RowCount} rows, {table.Columns.Count} columns, "
            + $"{string.Join(", ", table.RequireLabels().ClassCounts().Select((n, c) => $"{n} {table.RequireLabels().Classes[c]}"))}\n");
        if (seeds.Length == 0)
            return;
        Console.WriteLine("| drift | arm | G-mean before | after | gain over never (95%) | false alarms | found | delay | back at 95% "
            + "| windows to it | refits | thresholds | asked |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        var byKind = Kinds.ToDictionary(k => k, k => Arms.ToDictionary(a => a, a => all.Where(r => r.Kind == k && r.Arm == a
            && seeds.Contains(r.Seed)).OrderBy(r => r.Seed).ToArray()));
        foreach (var (kind, arms) in byKind)
            Write(kind, arms);
        Console.WriteLine("\n| drift | ladder less | G-mean after (95%) | gain over never for a refit: ladder, it |\n|---|---|---|---|");
        foreach (var (kind, arms) in byKind.Where(k => k.Key != DriftKind.None))
            foreach (var other in new[] { RepairArm.Never, RepairArm.ThresholdOnly, RepairArm.Periodic, RepairArm.Always })
                Console.WriteLine($"| {kind} | {other} | {Difference(arms[RepairArm.Ladder], arms[other])} | "
                    + $"{PerRefit(arms[RepairArm.Ladder], arms[RepairArm.Never])}, {PerRefit(arms[other], arms[RepairArm.Never])} |");
    }

    private static string Difference(DriftTrialResult[] own, DriftTrialResult[] other)
    {
        double[] a = [.. own.Select(r => r.After)], b = [.. other.Select(r => r.After)];
        return a.Length < 2 ? string.Create(CultureInfo.InvariantCulture, $"{a.Average() - b.Average():+0.000;-0.000;0.000}")
            : PairedTest.Interval(a, b) is var i ? string.Create(CultureInfo.InvariantCulture,
                $"{a.Average() - b.Average():+0.000;-0.000;0.000} ({i.Lower:0.000} to {i.Upper:0.000})") : "";
    }

    private static string PerRefit(DriftTrialResult[] own, DriftTrialResult[] never)
    {
        var (gain, refits) = (own.Sum(r => r.After) - never.Sum(r => r.After), own.Sum(r => r.Refits));
        return refits == 0 ? "–" : (gain / refits).ToString("+0.0000;-0.0000", CultureInfo.InvariantCulture);
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
            var gain = arm == RepairArm.Never ? "" : Difference(runs, never);
            int?[] delays = [.. runs.Select(r => r.Delay)], back = [.. runs.Select(r => r.Recovery)];
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture,
                    $"| {kind} | {arm} | {runs.Average(r => r.Before):0.000} | {runs.Average(r => r.After):0.000} | {gain} | "
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

    private static readonly JsonSerializerOptions Named = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private sealed record Cell(string Table, DriftTrialResult Result);
}
