using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Comparisons;
using Counterpoise.Verdicts;
using Counterpoise.Workflows.Streams;

namespace Counterpoise.Cli.StreamTasks;

/// <summary>Prints what verbs found on a stream.</summary>
internal static class StreamOutput
{
    private static readonly string[] Shown = [MetricNames.GeometricMean, MetricNames.MacroF1, MetricNames.BalancedAccuracy,
        MetricNames.AveragePrecision];

    public static void Write(StreamProfile profile, bool json)
    {
        if (json)
        {
            Terminal.WriteJson(profile);
            return;
        }

        Terminal.WriteTable($"{profile.Rows} rows in {profile.Windows.Count} windows",
            [">window", ">from row", .. profile.Classes.Select((c, i) => $">{c}{(i == profile.Minority ? " (minority)" : "")}"),
                ">as the row before", ">classes as at first, p", "columns that have moved"],
            profile.Windows.Select(w => (IReadOnlyList<string>)[Count(w.Number), Count(w.Start), .. w.Counts.Select(Count),
                Text(w.Repeats, "0.000"), Text(w.ClassShift, "0.0000"),
                string.Join(", ", w.Columns.Take(4)) + (w.Columns.Count > 4 ? $" and {w.Columns.Count - 4} more" : "")]));
        foreach (var advice in profile.Advice.DefaultIfEmpty("nothing has changed that these windows can show"))
        {
            Terminal.Say(advice);
        }
    }

    public static void Write(StreamTrainingResult result, bool json)
    {
        var (model, card, judged, windows) = result;
        if (json)
        {
            Terminal.WriteJson(new { model, card, judged, windows });
        }
        else
        {
            EvaluationTables.Write(judged);
            Terminal.WriteTable("recall over time", [">window", ">from row", .. card.ClassNames.Select(c => ">" + c)],
                windows.Select(w => (IReadOnlyList<string>)[Count(w.Number), Count(w.Start), .. w.Recalls.Select(r => Text(r, "0.000"))]));
        }

        Terminal.Say($"model: {model}");
    }

    public static void Write(Comparison comparison, string folder, bool json)
    {
        var verdict = Verdict.Of(comparison);
        var methods = comparison.Methods.Select(m => (m.Name, Cells: comparison.Cells.Where(c => c.Method == m.Name).ToList())).ToList();
        if (json)
        {
            Terminal.WriteJson(new
            {
                folder,
                headline = verdict.Headline.ToString(),
                sentences = verdict.Sentences.Select(s => s.ToString()),
                methods = methods.Select(m => new { m.Name, metrics = Shown.Where(k => m.Cells.All(c => c.Metrics.ContainsKey(k)))
                    .ToDictionary(k => k, k => m.Cells.Average(c => c.Metrics[k])) }),
            });
            return;
        }

        Terminal.Say(comparison.DataDescription);
        foreach (var sentence in verdict.Sentences.Prepend(verdict.Headline))
        {
            Terminal.Say(sentence);
        }

        Terminal.WriteTable($"mean over {comparison.Seeds.Count} runs",
            ["method", .. Shown.Select(k => ">" + comparison.Describe(k).Label)],
            methods.Select(m => (IReadOnlyList<string>)[m.Name, .. Shown.Select(k =>
                Text(m.Cells.Average(c => c.Metrics.GetValueOrDefault(k, double.NaN)), "0.0000"))]));
        Terminal.Say($"report: {Path.Combine(folder, "report.html")}");
    }

    private static string Count(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(double? value, string format) => value is { } v && double.IsFinite(v)
        ? v.ToString(format, CultureInfo.InvariantCulture) : "–";
}
