namespace Counterpoise.Reports.Html;

/// <summary>A part of the page with a heading; one without a body is left out.</summary>
/// <param name="Id">The anchor.</param>
/// <param name="Title">The heading.</param>
/// <param name="Body">The content.</param>
internal sealed record Section(string Id, string Title, Markup Body)
{
    public bool HasBody => Body.Html.Length > 0;

    public Markup Render() => Markup.Of($"""
        <section id="{Id}" aria-labelledby="{Id}-title">
        <h2 id="{Id}-title">{Title}</h2>
        {Body}
        </section>

        """);
}
