namespace Counterpoise.Reports.Html;

/// <summary>A part that a reader may fold away; on paper it is unfolded.</summary>
internal static class Disclosure
{
    public static Markup Of(string summary, Markup body, bool open = false) => body.Html.Length == 0 ? Markup.Empty : Markup.Of($"""
        <details{new Markup(open ? " open" : "")}><summary>{summary}</summary>
        {body}
        </details>

        """);
}
