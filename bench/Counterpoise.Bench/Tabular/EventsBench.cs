using System.Globalization;
using Counterpoise.Boosting;
using Counterpoise.Classifiers;
using Counterpoise.LabelAudits;
using Counterpoise.Metrics;
using Counterpoise.Randomness;
using Counterpoise.Statistics;
using Counterpoise.Tables;
using Counterpoise.Tabular.Events;

namespace Counterpoise.Bench.Tabular;

/// <summary>
/// Simulated triggers of an emergency brake: does manipulating events help boosting on twenty features to find delayed and false ones, and
/// does dropping suspects help where rare events were labelled as common ones?
/// </summary>
internal static class EventsBench
{
    private static readonly string[] Arms = ["as labelled", "class weights", "synthetic events", "synthetic events, suspects dropped",
        "synthetic events, as many dropped at random"];

    internal static int Run(string[] args)
    {
        string Value(string name, string value) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1]
            : value;
        var seeds = int.Parse(Value("--seeds", "10"), CultureInfo.InvariantCulture);
        var events = int.Parse(Value("--events", "4000"), CultureInfo.InvariantCulture);
        var scores = Arms.ToDictionary(a => a, _ => new List<double[]>());
        for (var seed = 0UL; seed < (ulong)seeds; seed++)
        {
            One(seed, events, scores);
        }

        Console.WriteLine($"simulated events, {events} to learn from and {events} to judge on, {seeds} seeds; 20% of the rare ones are "
            + $"labelled as true\n");
        Console.WriteLine("| arm | precision at recall .9, delayed | false | average precision, delayed | false | mean P@R90 less that of "
            + "the labels as they are, 95% |\n|---|---|---|---|---|---|");
        foreach (var arm in Arms)
        {
            double[] Mean(int k) => [.. scores[arm].Select(s => s[k])];
            double[] both = [.. scores[arm].Select(s => (s[0] + s[1]) / 2)], baseline = [.. scores[Arms[0]].Select(s => (s[0] + s[1]) / 2)];
            var interval = arm == Arms[0] || seeds < 2 ? null : PairedTest.Interval(both, baseline);
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture,
                    $"| {arm} | {Mean(0).Average():F3} | {Mean(1).Average():F3} | {Mean(2).Average():F3} | {Mean(3).Average():F3} | "
                        + $"{(interval is null ? "" : $"{both.Average() - baseline.Average():+0.000;-0.000} "
                        + $"({interval.Lower:+0.000;-0.000} to {interval.Upper:+0.000;-0.000})")} |"));
        }

        return 0;
    }

    private static void One(ulong seed, int count, Dictionary<string, List<double[]>> scores)
    {
        var random = new RandomStream(seed, "events");
        var options = new DrivingSimulatorOptions { Events = count };
        var (clean, test) = (DrivingSimulator.Generate(random, options), DrivingSimulator.Generate(random, options));
        DrivingEvent[] train =
            [.. clean.Select(e => e.Label != DrivingLabel.True && random.NextDouble() < .2 ? e with { Label = DrivingLabel.True } : e)];
        DrivingEvent[] made = [.. new EventSynthesis().Make(train, random).Select(m => m.Event)];
        var report = LabelAudit.Run(EventFeatures.From(train), new LabelAuditOptions { AuditedClass = 0, Seed = seed });
        HashSet<long> suspects = [.. report.NamedForDropping.Select(r => train[r].Id)];
        long[] common = [.. train.Where(e => e.Label == DrivingLabel.True).Select(e => e.Id)];
        random.Shuffle<long>(common);
        HashSet<long> drawn = [.. common.Take(suspects.Count)];
        foreach (var arm in Arms)
        {
            DrivingEvent[] rows = arm switch
            {
                "as labelled" or "class weights" => train,
                "synthetic events" => [.. train, .. made],
                "synthetic events, suspects dropped" => [.. train.Where(e => !suspects.Contains(e.Id)), .. made],
                _ => [.. train.Where(e => !drawn.Contains(e.Id)), .. made],
            };
            scores[arm].Add(Judge(EventFeatures.From(rows), EventFeatures.From(test), arm == "class weights"));
        }
    }

    private static double[] Judge(Table train, Table test, bool weighted)
    {
        IClassifier classifier = weighted ? new ClassWeighted(new GradientBoosting()) : new GradientBoosting();
        var model = classifier.Fit(train.ToMatrix(), train.RequireLabels().Codes, 3, [], new RandomStream(1));
        var (p, y) = (model.PredictProbabilities(test.ToMatrix()), test.RequireLabels().Codes.ToArray());
        (model as IDisposable)?.Dispose();
        double[] Of(int c) => [.. y.Select((_, i) => p[(3 * i) + c])];
        int[] Is(int c) => [.. y.Select(l => l == c ? 1 : 0)];
        return [PrecisionAtRecall.Of(Is(1), Of(1), .9).Value, PrecisionAtRecall.Of(Is(2), Of(2), .9).Value,
            AveragePrecision.Of(Is(1), Of(1)), AveragePrecision.Of(Is(2), Of(2))];
    }
}
