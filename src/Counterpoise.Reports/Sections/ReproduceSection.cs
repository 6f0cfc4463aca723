using System.Globalization;
using Counterpoise.Comparisons;
using Counterpoise.Reports.Charts;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Sections;

/// <summary>What was compared, under which protocol, and how to do it again.</summary>
internal static class ReproduceSection
{
    public static Section Of(ComparisonView view)
    {
        var c = view.Comparison;
        return new("reproduce", "How to reproduce it", Markup.Of($"""
            {Command(c.CommandLine)}{Facts(c.Created, c.Seeds, c.Environment, c.Cells.Count, c.Cells.Sum(r => r.Seconds))}{Protocol(
                c.ProtocolNotes)}{Methods(c.Methods, view.Methods)}{Remarks(c.Cells)}
            """));
    }

    public static Section Of(RunSummary run) => new("reproduce", "How to reproduce it", Markup.Of($"""
        {Command(run.CommandLine)}{Facts(run.Created, [run.Result.Seed], run.Environment, 1, run.Result.Seconds)}{Protocol(
            [.. run.ProtocolNotes, .. run.Result.Notes.Select(n =>
            $"{n}")])}{(run.Configuration.Length > 0
                ? Disclosure.Of("The resolved configuration", Markup.Of($"<pre><code>{run.Configuration}</code></pre>")) : Markup.Empty)}
        """));

    private static Markup Command(string line) => line.Length == 0 ? Markup.Empty : Markup.Of($"<pre><code>{line}</code></pre>\n");

    private static Markup Facts(DateOnly created, IReadOnlyList<long> seeds, ComparisonEnvironment environment, int runs, double seconds)
    {
        var facts = new List<(string Name, string Value)> { ("date", created.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("runs", Number.Count(runs)) };
        if (seconds > 0)
        {
            facts.Add(("computing time", Number.Seconds(seconds)));
        }

        if (seeds.Count > 0)
        {
            facts.Add((seeds.Count == 1 ? "seed" : "seeds", string.Join(", ", seeds)));
        }

        if (environment.Device.Length > 0)
        {
            facts.Add(("device", environment.Device));
        }

        if (environment.Threads > 0)
        {
            facts.Add(("threads", Number.Count(environment.Threads)));
        }

        facts.AddRange(environment.Versions.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => (v.Key, v.Value)));
        return Markup.Of($"<dl class=\"facts\">{facts.Select(f => Markup.Of($"<div><dt>{f.Name}</dt><dd>{f.Value}</dd></div>"))}</dl>\n");
    }

    private static Markup Protocol(IReadOnlyList<string> notes) =>
        notes.Count == 0 ? Markup.Empty : Markup.Of($"<h3>Protocol</h3>\n<ul>{notes.Select(n => Markup.Of($"<li>{n}</li>"))}</ul>\n");

    private static Markup Methods(IReadOnlyList<ComparisonMethod> methods, IReadOnlyList<Series> series) =>
        methods.All(m => m.Description.Length == 0) ? Markup.Empty : Markup.Of($"""
            <h3>Methods</h3>
            <dl class="methods">{methods.Select(
                (m, i) => Markup.Of($"<dt>{series[i].Glyph}{series[i].Label}{(
                    m.IsControl ? Markup.Of($" <span class=\"tag\">control</span>") : Markup.Empty)}</dt><dd>{m.Description}</dd>\n"))}</dl>

            """);

    private static Markup Remarks(IReadOnlyList<ComparisonCell> cells)
    {
        var notes = cells.SelectMany(c => c.Notes.Select(n => (Note: n.ToString(), Where: $"{c.Scenario}/{c.Method}/{c.Seed}")))
            .GroupBy(n => n.Note).ToArray();
        return notes.Length == 0 ? Markup.Empty : Disclosure.Of($"Remarks of the runs ({notes.Length})",
            Markup.Of($"<ul>"
                + $"{notes.Select(
                n => Markup.Of($"<li>{n.Key} <span class=\"quiet\">({n.Count()} {(n.Count() == 1 ? "run" : "runs")}: "
                + $"{string.Join(", ", n.Take(3).Select(w => w.Where))}{(n.Count() > 3 ? ", …" : "")})</span></li>"))}</ul>"));
    }
}
