using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace Counterpoise.Reports.Html;

/// <summary>Finished HTML. Text becomes markup only by being escaped, see <see cref="MarkupHandler"/>.</summary>
internal readonly record struct Markup(string Html)
{
    public static readonly Markup Empty = new("");

    /// <summary>
    /// Builds markup from an interpolated string: what stands in the literal is HTML, what is filled in is escaped unless it is markup.
    /// </summary>
    public static Markup Of(ref MarkupHandler handler) => handler.Build();

    public static Markup Join(IEnumerable<Markup> parts) => new(string.Concat(parts.Select(p => p.Html)));

    public static Markup Join(string separator, IEnumerable<Markup> parts) => new(string.Join(separator, parts.Select(p => p.Html)));

    public override string ToString() => Html;
}

/// <summary>Escapes every filled-in text, so that no user's string can become HTML.</summary>
[InterpolatedStringHandler]
internal readonly ref struct MarkupHandler
{
    private readonly StringBuilder _html;

    public MarkupHandler(int literalLength, int formattedCount) => _html = new StringBuilder(literalLength + (16 * formattedCount));

    public void AppendLiteral(string html) => _html.Append(html);

    public void AppendFormatted(Markup markup) => _html.Append(markup.Html);

    public void AppendFormatted(IEnumerable<Markup> parts) => _html.AppendJoin("", parts.Select(p => p.Html));

    public void AppendFormatted(string? text) => _html.Append(WebUtility.HtmlEncode(text));

    public void AppendFormatted(int number) => _html.Append(number.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(long number) => _html.Append(number.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(double number, string format) => _html.Append(number.ToString(format, CultureInfo.InvariantCulture));

    public Markup Build() => new(_html.ToString());
}
