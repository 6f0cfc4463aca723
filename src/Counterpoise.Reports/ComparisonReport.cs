using System.Globalization;
using Counterpoise.Comparisons;
using Counterpoise.Files;
using Counterpoise.Reports.Html;
using Counterpoise.Reports.Sections;

namespace Counterpoise.Reports;

/// <summary>
/// The report of a comparison: one HTML file that needs no network, with the verdict first and everything that supports it below.
/// </summary>
public static class ComparisonReport
{
    /// <summary>Writes the report; an existing file is replaced as a whole. Equal input gives equal bytes.</summary>
    /// <param name="comparison">The comparison; sections without data are left out.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">Limits; null takes the defaults.</param>
    /// <exception cref="ArgumentException">The options are out of range.</exception>
    /// <exception cref="InvalidOperationException">The report would be larger than <see cref="ReportOptions.MaxBytes"/>.</exception>
    public static void Write(Comparison comparison, string path, ReportOptions? options = null) =>
        AtomicFile.WriteText(path, Render(comparison, options));

    /// <summary>Returns the report as text.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="options">Limits; null takes the defaults.</param>
    /// <exception cref="ArgumentException">The options are out of range.</exception>
    /// <exception cref="InvalidOperationException">The report would be larger than <see cref="ReportOptions.MaxBytes"/>.</exception>
    public static string Render(Comparison comparison, ReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        options ??= new ReportOptions();
        options.Validate();
        var view = new ComparisonView(comparison);
        var lead = Markup.Of($"""
            {(comparison.DataDescription.Length > 0 ? Markup.Of($"<p class=\"lead\">{comparison.DataDescription}</p>") : Markup.Empty)}
            <p class="quiet">{comparison.Created.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)} ·
            {Number.Count(comparison.Methods.Count, "method")} ·
            {(view.IsSingle ? "" : Number.Count(comparison.Scenarios.Count, view.IsTables ? "data set" : "scenario") + " · ")}{Number.Count(
                comparison.Cells.Count, "run")}</p>
            """);
        return HtmlPage.Render(comparison.Title, lead,
        [
            VerdictSection.Of(view), RanksSection.Of(view), ScenarioSection.Of(view), CountsSection.Of(view), ConfusionSection.Of(view),
                RecallSection.Of(view), ThresholdSection.Of(view),
            CurvesSection.Of(view), EmbeddingSection.Of(view, options), MistakesSection.Of(view, options), ResultsSection.Of(view),
                ReproduceSection.Of(view),
        ], options);
    }
}
