using System.Globalization;
using Counterpoise.Files;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Federated;

/// <summary>
/// The report of federations side by side: one HTML file with the answer first, the curves over rounds, who holds what, and what it cost.
/// </summary>
public static class FederatedReport
{
    /// <summary>Writes the report; an existing file is replaced as a whole. Equal input gives equal bytes.</summary>
    /// <param name="summary">What the report is made of.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException">There is no arm or no client.</exception>
    public static void Write(FederatedSummary summary, string path) => AtomicFile.WriteText(path, Render(summary));

    /// <summary>The report as text.</summary>
    /// <param name="summary">What the report is made of.</param>
    /// <exception cref="ArgumentException">There is no arm or no client.</exception>
    public static string Render(FederatedSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        if (summary.Arms.Count == 0 || summary.Clients.Count == 0 || summary.Arms.Any(arm => arm.Points.Count == 0))
        {
            throw new ArgumentException(
                $"{summary.Arms.Count} arms and {summary.Clients.Count} clients: expected at least one of each, and a judged round of "
                + $"every arm", nameof(summary));
        }

        var seeds = summary.Arms[0].Points.Select(point => point.Seed).Distinct().Count();
        var lead = Markup.Of($"""
            <p class="lead">{summary.Origin}</p>
            <p class="quiet">{summary.Created.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)} ·
            {Number.Count(summary.Clients.Count, "client")} · {Number.Count(seeds, "seed")}</p>
            """);
        return HtmlPage.Render(summary.Title, lead,
        [
            new Section("verdict", "Answer", Markup.Of($"""
                <p class="headline open">{summary.Headline}</p>
                <div class="sentences">
                {summary.Sentences.Select(sentence => Markup.Of($"<p>{sentence}</p>\n"))}</div>

                """)),
            RoundSection.Build(summary), FinalSection.Build(summary), ClientSection.Build(summary), MoveSection.Build(summary),
            new Section("reproduce", "How to reproduce it", summary.CommandLine.Length == 0 ? Markup.Empty
                : Markup.Of($"<pre><code>{summary.CommandLine}</code></pre>\n")),
        ], new ReportOptions());
    }
}
