using System.Globalization;
using Counterpoise.Comparisons;
using Counterpoise.Files;
using Counterpoise.Reports.Charts;
using Counterpoise.Reports.Html;
using Counterpoise.Reports.Sections;

namespace Counterpoise.Reports;

/// <summary>
/// The report of a single run: what it learned from, how well each class fares, its curves, its mistakes, how to do it again.
/// </summary>
public static class RunReport
{
    /// <summary>Writes the report; an existing file is replaced as a whole. Equal input gives equal bytes.</summary>
    /// <param name="run">The run; sections without data are left out.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">Limits; null takes the defaults.</param>
    /// <exception cref="ArgumentException">The options are out of range.</exception>
    /// <exception cref="InvalidOperationException">The report would be larger than <see cref="ReportOptions.MaxBytes"/>.</exception>
    public static void Write(RunSummary run, string path, ReportOptions? options = null) =>
        AtomicFile.WriteText(path, Render(run, options));

    /// <summary>Returns the report as text.</summary>
    /// <param name="run">The run.</param>
    /// <param name="options">Limits; null takes the defaults.</param>
    /// <exception cref="ArgumentException">The options are out of range.</exception>
    /// <exception cref="InvalidOperationException">The report would be larger than <see cref="ReportOptions.MaxBytes"/>.</exception>
    public static string Render(RunSummary run, ReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        options ??= new ReportOptions();
        options.Validate();
        var method = new Series(run.Method.Name, run.Method.Label.Length > 0 ? run.Method.Label : run.Method.Name, "var(--candidate)",
            "circle");
        Series[] classes = [.. run.ClassNames.Select((name, i) => new Series(name, name, Palette.Class(i), Palette.Shape(i)))];
        var lead = Markup.Of($"""
            {(run.DataDescription.Length > 0 ? Markup.Of($"<p class=\"lead\">{run.DataDescription}</p>") : Markup.Empty)}
            <p class="quiet">{run.Created.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)} · {method.Label} · seed
            {run.Result.Seed}</p>
            """);
        return HtmlPage.Render(run.Title, lead,
        [
            RunSection.Of(run), CountsSection.Of([run.Data], _ => classes,
                s => s.Description.Length > 0 ? s.Description : s.Name == "own" ? "The data as it is" : s.Name,
                ComparisonView.ItemsOf(run.Item)), ConfusionSection.Of(run.Result, classes), RecallSection.Of(run, method),
                ThresholdSection.Of(run, method),
            CurvesSection.Of(run, method), EmbeddingSection.Of(run.Result, classes, options, ComparisonView.ItemsOf(run.Item)),
                MistakesSection.Of(run.Result, classes, options), ResultsSection.Of(run.Result), ReproduceSection.Of(run),
        ], options);
    }
}
