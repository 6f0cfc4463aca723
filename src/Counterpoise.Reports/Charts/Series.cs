using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Charts;

/// <summary>A method or class with the look it keeps through the whole report.</summary>
/// <param name="Name">The name that data carries.</param>
/// <param name="Label">What people read.</param>
/// <param name="Colour">A CSS colour.</param>
/// <param name="Shape">A Vega shape.</param>
internal sealed record Series(string Name, string Label, string Colour, string Shape)
{
    /// <summary>A legend in HTML, which wraps on a phone and stands once for many charts.</summary>
    public static Markup Legend(string label, IEnumerable<Series> series) => Markup.Of($"""
        <ul class="legend" aria-label="{label}">{series.Select(s => Markup.Of($"<li>{s.Glyph}{s.Label}</li>"))}</ul>

        """);

    public Markup Glyph =>
        Markup.Of($"""
            <svg viewBox="-8 -8 16 16" width="14" height="14" aria-hidden="true" style="color:{Colour}">{new Markup(Outline)}</svg>
            """);

    private string Outline => Shape switch
    {
        "square" => """<rect x="-5" y="-5" width="10" height="10" fill="currentColor"/>""",
        "triangle-up" => """<path d="M0-6L6 5H-6z" fill="currentColor"/>""",
        "triangle-down" => """<path d="M0 6L6-5H-6z" fill="currentColor"/>""",
        "triangle-right" => """<path d="M6 0L-5 6V-6z" fill="currentColor"/>""",
        "triangle-left" => """<path d="M-6 0L5 6V-6z" fill="currentColor"/>""",
        "diamond" => """<path d="M0-7L6 0 0 7-6 0z" fill="currentColor"/>""",
        "cross" => """<path d="M-2-6h4v4h4v4h-4v4h-4v-4h-4v-4h4z" fill="currentColor"/>""",
        _ => """<circle r="5.5" fill="currentColor"/>""",
    };
}
