using System.Globalization;
using Counterpoise.Comparisons;
using Counterpoise.Reports.Charts;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Sections;

/// <summary>Confusion matrices, summed over seeds and folds: tables whose cells are shaded by their share of the true class.</summary>
internal static class ConfusionSection
{
    private const int MostClasses = 20;

    /// <summary>With more classes, two matrices stand side by side instead of three.</summary>
    private const int ManyClasses = 6;

    /// <summary>With more classes, columns are narrow.</summary>
    private const int CrowdedClasses = 14;

    public static Section Of(ComparisonView view)
    {
        var shown = view.IsTables && view.Scenarios.Count > 6 ? [] : view.Scenarios.Where(s => view.ClassesOf(s).Count <= MostClasses);
        var parts = shown.Select(s => (Title: view.TitleOf(s), Classes: view.ClassesOf(s).Count,
            Matrices: Markup.Join(view.Methods.Select(m => Matrix(view.Cells(s, m), view.ClassesOf(s), m.Glyph, m.Label)))))
            .Where(p => p.Matrices.Html.Length > 0).ToArray();
        return new("confusion", "Confusion matrices", parts.Length == 0 ? Markup.Empty : Markup.Of($"""
            <p>Rows are what the {(view.IsTables ? "cases" : "images")} are, columns what they were taken for; counts over all seeds.
            Shading is the share of the row: blue where right, orange where wrong.</p>
            {parts.Select((p, i) =>
                Disclosure.Of(p.Title,
                Markup.Of($"<div class=\"grid matrices{(p.Classes > ManyClasses ? " large" : "")}\">\n{p.Matrices}</div>"), open: i == 0))}
            """));
    }

    public static Section Of(ComparisonCell cell, IReadOnlyList<Series> classes)
    {
        var matrix = Matrix([cell], classes, Markup.Empty, "Test split");
        return new("confusion", "Confusion matrix", matrix.Html.Length == 0 ? Markup.Empty : Markup.Of($"""
            <p>Rows are what is true, columns what was predicted. Shading is the share of the row: blue where right, orange where wrong.</p>
            <div class="grid matrices alone">
            {matrix}</div>
            """));
    }

    private static Markup Matrix(IEnumerable<ComparisonCell> cells, IReadOnlyList<Series> classes, Markup glyph, string title)
    {
        var counts = new long[classes.Count, classes.Count];
        var any = false;
        foreach (var confusion in cells.Select(c => c.Confusion)
            .Where(m => m is not null && m.Length == classes.Count && m.All(r => r.Length == classes.Count)))
        {
            any = true;
            for (var i = 0; i < classes.Count; i++)
            {
                for (var j = 0; j < classes.Count; j++)
                {
                    counts[i, j] += confusion![i][j];
                }
            }
        }

        return !any ? Markup.Empty : Markup.Of($"""
            <div class="scroll" tabindex="0" role="region" aria-label="Confusion matrix: {title}">
            <table class="matrix{(classes.Count > CrowdedClasses ? " crowded" : "")}"><caption>{glyph}{title}</caption>
            <thead><tr><td></td>{classes.Select(c => Markup.Of($"<th scope=\"col\"><span>{c.Label}</span></th>"))}</tr></thead>
            <tbody>{classes.Select((c, i) => Markup.Of($"<tr><th scope=\"row\">{c.Label}</th>{Row(counts, i)}</tr>\n"))}</tbody></table>
            </div>

            """);
    }

    private static IEnumerable<Markup> Row(long[,] counts, int i)
    {
        var total = Enumerable.Range(0, counts.GetLength(1)).Sum(j => counts[i, j]);
        for (var j = 0; j < counts.GetLength(1); j++)
        {
            var share = total == 0 ? 0 : (double)counts[i, j] / total;
            yield return Markup.Of(
                $"<td class=\"{(i == j ? "hit" : "miss")}{(share > 0.55 ? " deep" : "")}\" "
                + $"style=\"--s:{share.ToString("0.##", CultureInfo.InvariantCulture)}\">{Number.Count(counts[i, j])}</td>");
        }
    }
}
