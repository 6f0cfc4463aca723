using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Federated.Comparisons;
using Counterpoise.Workflows.Federated;

namespace Counterpoise.Cli.FederatedTasks;

/// <summary>Prints federations side by side as a table or JSON, and the verdict.</summary>
internal static class FederateOutput
{
    private static readonly (string Metric, string Title)[] Columns =
    [
        ("accuracy", ">accuracy"), ("geometric_mean", ">G-mean"), ("macro_f1", ">macro-F1"), ("head_accuracy", ">head"),
            ("middle_accuracy", ">middle"),
        ("tail_accuracy", ">tail"), ("worst_client_accuracy", ">worst client"), ("mean_client_accuracy", ">mean client"),
    ];

    public static void Write(ParseResult parsed, FederatedComparingOptions options, FederatedComparingResult result)
    {
        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteJson(Document(result));
        }
        else
        {
            Terminal.WriteTable($"after {options.Training.Rounds} rounds, means of {options.Seeds.Count} seeds",
                ["arm", .. Columns.Select(c => c.Title), ">bytes down", ">bytes up"],
                result.Comparison.Runs.GroupBy(run => run.Arm).Select(arm => Row(arm.Key, [.. arm])));
        }

        Terminal.Say(result.Summary.Headline);
        foreach (var sentence in result.Summary.Sentences)
        {
            Terminal.Say(sentence);
        }

        Terminal.Say($"report: {Path.Combine(result.Folder, "report.html")}");
    }

    private static string[] Row(string name, FederatedArmRun[] runs) =>
    [
        name, .. Columns.Select(column => Mean(runs, column.Metric) is { } mean ? mean.ToString("0.000", CultureInfo.InvariantCulture)
            : ""),
        Bytes(runs[0].Rounds.Sum(round => round.BytesDown)), Bytes(runs[0].Rounds.Sum(round => round.BytesUp)),
    ];

    private static double? Mean(FederatedArmRun[] runs, string metric)
    {
        double[] values = [.. runs.Where(run => run.Final.ContainsKey(metric)).Select(run => run.Final[metric])];
        return values.Length == 0 ? null : values.Average();
    }

    private static string Bytes(long bytes) => bytes.ToString(CultureInfo.InvariantCulture);

    private static object Document(FederatedComparingResult result) => new
    {
        result.Summary.Headline,
        result.Summary.Sentences,
        verdicts = result.Verdicts.Select(verdict => new { verdict.Headline, verdict.Outcome, verdict.Differences }),
        clients = result.Summary.Clients,
        arms = result.Comparison.Runs.GroupBy(run => run.Arm).Select(arm => new
        {
            name = arm.Key,
            runs = arm.Select(run => new
            {
                run.Seed,
                metrics = run.Final,
                bytesDown = run.Rounds.Sum(round => round.BytesDown),
                bytesUp = run.Rounds.Sum(round => round.BytesUp),
                seconds = run.Rounds.Sum(round => round.Seconds),
            }),
        }),
        result.Folder,
    };
}
