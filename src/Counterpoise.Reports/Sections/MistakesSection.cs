using Counterpoise.Comparisons;
using Counterpoise.Reports.Charts;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Sections;

/// <summary>The mistakes that the models were surest of, as thumbnails.</summary>
internal static class MistakesSection
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G'];
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF];

    private static readonly Markup Looked = Markup.Of($" Below each picture, in yellow, lies what spoke for the wrong answer "
        + $"(Grad-CAM): where that is the background, the network has learned the background.");

    public static Section Of(ComparisonView view, ReportOptions options)
    {
        var budget = options.MaxThumbnailBytes;
        var parts = new List<Markup>();
        foreach (var scenario in view.Scenarios)
        {
            var groups = new List<Markup>();
            foreach (var method in view.Methods.OrderBy(m => m.Name == view.Candidate ? 0 : m.Name == view.Baseline ? 1 : 2))
            {
                var cells = view.Cells(scenario, method).Where(c => c.Mistakes.Count > 0).Take(1).ToArray();
                groups.AddRange(cells.Select(c => Markup.Of(
                    $"<h3>{method.Glyph}{method.Label} <span class=\"quiet\">seed "
                    + $"{c.Seed}</span></h3>\n{Gallery(c.Mistakes, view.ClassesOf(scenario), options, ref budget)}")));
            }

            if (groups.Count > 0)
            {
                parts.Add(Disclosure.Of(view.TitleOf(scenario), Markup.Join(groups), open: parts.Count == 0));
            }
        }

        var all = view.Scenarios.SelectMany(s => view.Methods.SelectMany(m => view.Cells(s, m))).SelectMany(c => c.Mistakes);
        return new("mistakes", "The worst mistakes", parts.Count == 0 ? Markup.Empty : Markup.Of($"{Explanation(all)}{parts}"));
    }

    public static Section Of(ComparisonCell cell, IReadOnlyList<Series> classes, ReportOptions options)
    {
        var budget = options.MaxThumbnailBytes;
        return new("mistakes", "The worst mistakes", cell.Mistakes.Count == 0 ? Markup.Empty
            : Markup.Of($"{Explanation(cell.Mistakes)}{Gallery(cell.Mistakes, classes, options, ref budget)}"));
    }

    private static Markup Explanation(IEnumerable<Mistake> mistakes) => Markup.Of(
        $"<p>Wrong answers of which the model was surest. Look for wrong labels and for classes that nobody could tell apart, before "
        + $"blaming the method.{(mistakes.Any(m => m.Attention is not null) ? Looked : Markup.Empty)}</p>\n");

    private static Markup Gallery(IReadOnlyList<Mistake> mistakes, IReadOnlyList<Series> classes, ReportOptions options, ref int budget)
    {
        var items = new List<Markup>();
        foreach (var mistake in mistakes.Take(options.MaxMistakes))
        {
            items.Add(Item(mistake, classes, ref budget));
        }

        return items.Count == 0 ? Markup.Empty : Markup.Of($"<ul class=\"gallery\">{items}</ul>\n");
    }

    private static Markup Item(Mistake mistake, IReadOnlyList<Series> classes, ref int budget)
    {
        var (label, prediction) = (NameOf(classes, mistake.Label), NameOf(classes, mistake.Prediction));
        var image = Image(mistake.Thumbnail, $"{label} taken for {prediction}", mistake.Source, ref budget)
            ?? Markup.Of($"<div class=\"noimage\">{mistake.Source}</div>");
        var attention = Image(mistake.Attention, $"what spoke for {prediction}", mistake.Source, ref budget) ?? Markup.Empty;
        return Markup.Of($"<li>{image}{attention}<p><b>{label}</b><br>taken for {prediction}<br><span "
            + $"class=\"quiet\">{Number.Percent(mistake.Confidence)} sure</span><br><span class=\"quiet "
            + $"name\">{FileName(mistake.Source)}</span></p></li>");
    }

    private static Markup? Image(byte[]? bytes, string text, string source, ref int budget)
    {
        if (bytes is null || MediaType(bytes) is not { } type || bytes.Length > budget)
        {
            return null;
        }

        budget -= bytes.Length;
        return Markup.Of($"<img src=\"data:{type};base64,{Convert.ToBase64String(bytes)}\" alt=\"{text}\" title=\"{source}\">");
    }

    /// <summary>
    /// The file with the folder above it, which is often the class: enough to find it by, and short enough to stand under a picture.
    /// </summary>
    private static string FileName(string source) => string.Join('/', source.Split('/', '\\').TakeLast(2));

    private static string NameOf(IReadOnlyList<Series> classes, int c) => c >= 0 && c < classes.Count ? classes[c].Label : $"class {c}";

    private static string? MediaType(byte[] bytes) =>
        bytes.AsSpan().StartsWith(Png) ? "image/png" : bytes.AsSpan().StartsWith(Jpeg) ? "image/jpeg" : null;
}
