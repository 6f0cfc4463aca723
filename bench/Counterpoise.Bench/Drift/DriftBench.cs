using System.Globalization;
using System.Text.Json;
using Counterpoise.Lifecycle.Drift;
using Counterpoise.Lifecycle.Drift.Streams;
using Counterpoise.Lifecycle.Drift.Trials;
using Counterpoise.Randomness;

namespace Counterpoise.Bench.Drift;

/// <summary>Events a second of each stream detector on one core, and all detectors at an equal rate of false alarms.</summary>
internal static class DriftBench
{
    private const int Events = 4_000_000;

    private static readonly IStreamDetector[] Detectors =
    [
        new Ddm(), new Eddm(), new HddmA(), new HddmW(), new PageHinkley(), new Adwin(), new Stepd(), new DdmOci(),
    ];

    private static readonly ErrorScenario[] Scenarios =
    [
        new() { Name = "recall .8 to .4", MinorityErrorAfter = .6 },
        new() { Name = "recall .8 to .4 over 1000 rows", MinorityErrorAfter = .6, Ramp = 1000 },
        new() { Name = "all errors double", MinorityErrorAfter = .4, MajorityErrorAfter = .1 },
        new() { Name = "recall .8 to .4, 1 % minority", MinorityShare = .01, MinorityErrorAfter = .6 },
        new() { Name = "recall .8 to .4, others better", MinorityErrorAfter = .6, MajorityErrorAfter = .02 },
    ];

    internal static int Run(string[] arguments) => arguments switch
    {
        [] or ["--json"] => Speed(json: arguments.Length > 0),
        ["--compare"] or ["--compare", "--json"] => Compare(json: arguments.Length > 1),
        ["--repair", .. var rest, "--cells", var file] => Repair(rest, file),
        ["--repair", .. var rest] => Repair(rest, "drift-cells.jsonl"),
        ["--natural"] => RepairBench.RunNatural(),
        _ => throw new ArgumentException($"unknown options '{string.Join(' ', arguments)}'; expected --compare, --repair [SEEDS [TABLE…]] "
            + $"[--cells FILE], --natural, --json or none"),
    };

    private static int Repair(string[] rest, string file)
    {
        var (seeds, tables) = rest is [var first, .. var others] && int.TryParse(first, CultureInfo.InvariantCulture, out var given)
            ? (given, others) : (10, rest);
        return RepairBench.Run(seeds, tables.Length > 0 ? tables : ["lending_club", "AI4I", "JM1"], file);
    }

    private static int Speed(bool json)
    {
        var random = new RandomStream(1, "bench");
        var values = new double[Events];
        for (var i = 0; i < values.Length; i++) values[i] = random.NextDouble() < .1 ? 1 : 0;
        var rates = Detectors.ToDictionary(d => d.Name, d => Enumerable.Range(0, 3).Max(_ => EventsPerSecond(d, values)));
        if (json) Console.WriteLine(JsonSerializer.Serialize(rates));
        else foreach (var (name, rate) in rates) Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{name,-14} {rate / 1e6,8:0.0} million events a second"));
        return 0;
    }

    private static double EventsPerSecond(IStreamDetector detector, double[] values)
    {
        detector.Reset();
        return values.Length / Measurement.Of(() =>
        {
            foreach (var value in values) detector.Add(value);
        }).CpuSeconds;
    }

    private static int Compare(bool json)
    {
        var results = DetectorTrial.Run(DetectorCandidates.Standard, Scenarios,
            new DetectorTrialOptions { RunLength = 5000, StationaryRows = 300_000, RowsBefore = 3000, RowsAfter = 5000 });
        if (json)
        {
            foreach (var r in results) Console.WriteLine(
                JsonSerializer.Serialize(new { r.Scenario, r.Detector, r.Strictness, r.RunLength, r.AtTarget, r.Detected, r.MedianDelay },
                    Named));
            return 0;
        }

        foreach (var group in results.GroupBy(r => r.Scenario))
        {
            Console.WriteLine($"\n{group.Key}\n\n| detector | run length | detected | interval | median delay |\n|---|---|---|---|---|");
            foreach (var r in group)
                Console.WriteLine(
                    string.Create(CultureInfo.InvariantCulture,
                        $"| {r.Detector} | {r.RunLength:0}{(r.AtTarget ? "" : " *")} | {r.Detected:0.00} | {r.DetectedInterval.Lower:0.00} "
                            + $"to {r.DetectedInterval.Upper:0.00} | {r.MedianDelay:0} |"));
        }

        return 0;
    }

    private static readonly JsonSerializerOptions Named =
        new() { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };
}
