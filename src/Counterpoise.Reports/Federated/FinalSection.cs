using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Federated;

/// <summary>Every arm after its last round, with what it sent.</summary>
internal static class FinalSection
{
    private static readonly (string Metric, string Title)[] Columns =
    [
        ("accuracy", "accuracy"), ("geometric_mean", "G-mean"), ("macro_f1", "macro-F1"), ("head_accuracy", "head"),
            ("middle_accuracy", "middle"), ("tail_accuracy", "tail"),
        ("worst_client_accuracy", "worst client"), ("mean_client_accuracy", "mean client"),
    ];

    public static Section Build(FederatedSummary summary)
    {
        var shown = Columns.Where(column => summary.Arms.Any(arm => Values(arm, column.Metric).Length > 0)).ToArray();
        var table = new HtmlTable("After the last round: mean over seeds, below it the range of the seeds, and bytes of one seed",
            ["arm", .. shown.Select(column => column.Title), "sent down", "sent up"]);
        foreach (var arm in summary.Arms)
        {
            table.Row(Markup.Of($"{arm.Name}"), [.. shown.Select(column => Cell(Values(arm, column.Metric))),
                Markup.Of($"{Size(arm.BytesDown)}"), Markup.Of($"{Size(arm.BytesUp)}")]);
        }

        return new Section("final", "After the last round", table.Render());
    }

    /// <summary>A metric of every seed after its last judged round.</summary>
    public static double[] Values(FederatedCurve arm, string metric) =>
        [.. arm.Points.GroupBy(point => point.Seed).Select(seed => seed.MaxBy(point => point.Round)!)
            .Where(point => point.Metrics.ContainsKey(metric)).Select(point => point.Metrics[metric])];

    private static Markup Cell(double[] values) => values.Length == 0 ? Markup.Of($"–")
        : values.Length == 1 ? Markup.Of($"{Number.Score(values[0])}")
        : Markup.Of($"{Number.Score(values.Average())}<br><span class=\"quiet\">{Number.Score(values.Min())} to "
            + $"{Number.Score(values.Max())}</span>");

    private static string Size(long bytes) => bytes >= 1_000_000 ? $"{Number.Count((long)Math.Round(bytes / 1e6))} MB"
        : $"{Number.Count((long)Math.Ceiling(bytes / 1e3))} kB";
}
