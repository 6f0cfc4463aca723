using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Statistics;
using Counterpoise.Transfer.Experiments;

namespace Counterpoise.Cli.FragilityTasks;

/// <summary>Makes every structure of a file scarce in turn, and scores the strategies on the rest of it.</summary>
internal static class FragilityExperimenting
{
    public static int Run(ParseResult parsed, string path, CancellationToken cancellationToken)
    {
        var options = new TransferExperimentOptions
        {
            Draws = parsed.GetValue(FragilityOptions.Experiment)!.Value, Stripes = parsed.GetValue(FragilityOptions.Stripes),
                PerStripe = parsed.GetValue(FragilityOptions.PerStripe), Seed = parsed.GetValue(FragilityOptions.Seed),
        };
        options.Validate();
        var groups = FragilityFiles.Records(parsed, path, cancellationToken);
        var closest = Pairs(parsed, [.. groups.Select(g => g.Name)]);
        var report = TransferExperiment.Run(groups, g => closest.GetValueOrDefault(g.Name), options,
            progress: new Progress(groups.Count * options.Draws), cancellationToken: cancellationToken);
        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteJson(report);
            return ExitCode.Ok;
        }

        Terminal.WriteTable(
            $"excess log loss per held-out structure, {options.Draws} draws of {options.Stripes} x {options.PerStripe}",
                ["target", "strategy", ">excess", ">near the median", ">better than direct by", ">better than target-only by", ">better than target-firth by", ">refused"],
            report.Scores.Select(s => new[] { s.Target.Length == 0 ? "all" : s.Target, s.Arm, Number(s.Excess),
                Number(s.ExcessNearMedian), Range(s.OverDirect), Range(s.OverTargetOnly), Range(s.OverTargetFirth), s.Refused.ToString(CultureInfo.InvariantCulture) }));
        Terminal.Say($"{report.OneOutcome:0%} of the draws hold no failure or nothing but failures; intervals are 95%, paired over draws");
        return ExitCode.Ok;
    }

    public static string Range(Interval? interval) => interval is null ? "–"
        : string.Create(CultureInfo.InvariantCulture, $"{interval.Lower:+0.000;-0.000} to {interval.Upper:+0.000;-0.000}");

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("0.0000", CultureInfo.InvariantCulture) : "–";

    private static Dictionary<string, string> Pairs(ParseResult parsed, string[] names)
    {
        var closest = new Dictionary<string, string>();
        foreach (var pair in Lists.Of(parsed.GetValue(FragilityOptions.Pairs)))
        {
            string[] sides = pair.Split('=', StringSplitOptions.TrimEntries);
            if (sides.Length != 2 || sides[0] == sides[1] || sides.Any(s => !names.Contains(s)))
                throw new InputException(
                    $"--pairs has '{pair}'; expected two different structures as a=b, of {string.Join(", ", names)}");
            (closest[sides[0]], closest[sides[1]]) = (sides[1], sides[0]);
        }

        return closest;
    }

    /// <summary>How far it is, on a terminal's last line.</summary>
    private sealed class Progress(int total) : IProgress<int>
    {
        public void Report(int value)
        {
            if (!Console.IsErrorRedirected) Terminal.SayOver($"{value} of {total} draws{(value == total ? "\n" : "")}");
        }
    }
}
