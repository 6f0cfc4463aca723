using System.Globalization;
using System.Text;
using Counterpoise.Comparisons;
using Counterpoise.Files;

namespace Counterpoise.Workflows.Tables;

/// <summary>
/// All cells in one small file: a line per data set, classifier and method; per metric its values by seed and fold, to four decimals.
/// </summary>
internal static class CompactCells
{
    public static void Write(Comparison comparison, IReadOnlyList<string> metrics, string path)
    {
        var text = new StringBuilder("[\n");
        var groups = comparison.Sorted().Cells.GroupBy(c => (c.Scenario, c.Classifier, c.Method)).ToArray();
        for (var i = 0; i < groups.Length; i++)
        {
            var cells = groups[i].OrderBy(c => c.Seed).ThenBy(c => c.Fold).ToArray();
            var (scenario, classifier, method) = groups[i].Key;
            text.Append(CultureInfo.InvariantCulture,
                $"{{\"data\":{Quote(scenario)},\"classifier\":{Quote(classifier ?? "")},\"method\":{Quote(method)}");
            foreach (var metric in metrics)
            {
                text.Append(CultureInfo.InvariantCulture,
                    $",\"{metric}\":[{string.Join(',', cells.Select(c => Number(c.Metrics.GetValueOrDefault(metric, double.NaN))))}]");
            }

            text.Append(i + 1 < groups.Length ? "},\n" : "}\n");
        }

        AtomicFile.WriteText(path, text.Append("]\n").ToString());
    }

    private static string Number(double value) => double.IsNaN(value) ? "null" : value.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Quote(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
