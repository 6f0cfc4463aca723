namespace Counterpoise.Reports.Html;

/// <summary>Finished HTML. Text becomes markup only by being escaped, see <see cref="MarkupHandler"/>.</summary>
internal readonly record struct Markup(string Html)
{
    public static readonly Markup Empty = new("");

    /// <summary>Builds markup from an interpolated string: what stands in the literal is HTML, what is filled in is escaped unless it is markup.</summary>
    public static Markup Of(ref MarkupHandler handler) => handler.Build();

    public static Markup Join(IEnumerable<Markup> parts) => new(string.Concat(parts.Select(p => p.Html)));

    public static Markup Join(string separator, IEnumerable<Markup> parts) => new(string.Join(separator, parts.Select(p => p.Html)));

    public override string ToString() => Html;
}
