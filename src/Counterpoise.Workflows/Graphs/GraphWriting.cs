using System.Globalization;
using Counterpoise.Reports.Graphs;

namespace Counterpoise.Workflows.Graphs;

/// <summary>Writes comparisons on graphs as reports.</summary>
internal static class GraphWriting
{
    public const string Title = "Graph networks and their cheap rivals";

    public static void Write(GraphComparison result, string commandLine, string path) => GraphReport.Write(
        new GraphSummary
        {
            Title = Title,
            Origin = result.Data,
            Created = DateOnly.FromDateTime(DateTime.Today),
            Headline = result.Verdict,
            Sentences = result.Notes,
            Tables = [Arms(result), .. result.Differences.Count > 0 ? (GraphTable[])[Differences(result)] : []],
            CommandLine = commandLine,
        }, path);

    private static GraphTable Arms(GraphComparison result) => new(
        "Mean over seeds ± deviation", ["arm", .. result.Arms[0].Metrics.Keys, "seconds"],
        [.. result.Arms.Select(a => (IReadOnlyList<string>)[a.Name,
            .. a.Metrics.Keys.Select(a.Describe), a.DescribeSeconds()])]);

    private static GraphTable Differences(GraphComparison result) => new(
        "The graph network less each other arm, 95% interval over seeds", ["other arm", "metric", "difference", "low", "high"],
        [.. result.Differences.Select(d => (IReadOnlyList<string>)[d.Other, d.Metric, Number(d.Mean), Number(d.Low), Number(d.High)])]);

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("0.0000", CultureInfo.InvariantCulture) : "–";
}
