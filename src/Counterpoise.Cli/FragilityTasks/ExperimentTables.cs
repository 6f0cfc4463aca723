using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Statistics;
using Counterpoise.Workflows.Fragility;

namespace Counterpoise.Cli.FragilityTasks;

/// <summary>Scores of strategies on structures that were made scarce.</summary>
internal static class ExperimentTables
{
    public static int Run(ParseResult parsed, string path, CancellationToken cancellationToken)
    {
        var options = FragilityOptions.Experimenting(parsed);
        var report = FragilityExperimenting.Run(FragilityOptions.Data(parsed, path), options,
            Lists.Of(parsed.GetValue(FragilityOptions.Pairs)), new ConsoleEvents(), cancellationToken);
        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteJson(report);
            return ExitCode.Ok;
        }

        Terminal.WriteTable(
            $"excess log loss per held-out structure, {options.Draws} draws of {options.Stripes} x {options.PerStripe}",
                ["target", "strategy", ">excess", ">near the median", ">better than direct by", ">better than target-only by",
                    ">better than target-firth by", ">refused"],
            report.Scores.Select(s => new[] { s.Target.Length == 0 ? "all" : s.Target, s.Arm, Number(s.Excess),
                Number(s.ExcessNearMedian), Range(s.OverDirect), Range(s.OverTargetOnly), Range(s.OverTargetFirth),
                    s.Refused.ToString(CultureInfo.InvariantCulture) }));
        Terminal.Say($"{report.OneOutcome:0%} of the draws hold no failure or nothing but failures; intervals are 95%, paired over draws");
        return ExitCode.Ok;
    }

    public static string Range(Interval? interval) => interval is null ? "–"
        : string.Create(CultureInfo.InvariantCulture, $"{interval.Lower:+0.000;-0.000} to {interval.Upper:+0.000;-0.000}");

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("0.0000", CultureInfo.InvariantCulture) : "–";
}
