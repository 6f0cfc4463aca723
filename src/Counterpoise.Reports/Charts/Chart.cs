using System.Text.Json;
using System.Text.Json.Serialization;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Charts;

/// <summary>A Vega-Lite chart: the specification stands beside its place as JSON and is drawn when the page opens.</summary>
internal static class Chart
{
    private static readonly JsonSerializerOptions Options =
        new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new RoundedNumber() } };

    /// <summary>A figure; the caption is HTML, the alternative text says what the picture shows.</summary>
    public static Markup Figure(Markup caption, string alternative, int height, object specification) => Markup.Of($"""
        <figure>
        <figcaption>{caption}</figcaption>
        <div class="plot" role="img" aria-label="{alternative}" style="min-height:{height}px"><script
        type="application/json">{new Markup(JsonSerializer.Serialize(specification, Options))}</script></div>
        </figure>

        """);

    /// <summary>Figures side by side where there is room.</summary>
    public static Markup Grid(IEnumerable<Markup> figures, string kind = "")
    {
        var inner = Markup.Join(figures);
        return inner.Html.Length == 0 ? Markup.Empty : Markup.Of($"<div class=\"grid {kind}\">\n{inner}</div>\n");
    }

    /// <summary>JSON's null, which Vega-Lite reads as "leave this out"; a property that is null in C# is not written at all.</summary>
    public static JsonElement None { get; } = JsonDocument.Parse("null").RootElement;

    /// <summary>A scale from 0 to 1.</summary>
    public static object Unit { get; } = new { domain = (int[])[0, 1] };

    public static object Tip(string field, string title, string type = "quantitative") =>
        new { field, title, type, format = type == "quantitative" ? ".3f" : null };

    public static object Data(IEnumerable<object> values) => (object)new { values };

    /// <summary>A scale that gives every series its colour.</summary>
    public static object ColourScale(IReadOnlyList<Series> series) =>
        new { domain = series.Select(s => s.Label), range = series.Select(s => s.Colour) };

    public static object ShapeScale(IReadOnlyList<Series> series) =>
        new { domain = series.Select(s => s.Label), range = series.Select(s => s.Shape) };

    /// <summary>Five digits are more than a picture can show, and they keep the file small.</summary>
    private sealed class RoundedNumber : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value))
            {
                writer.WriteNumberValue(double.Parse(value.ToString("G5", System.Globalization.CultureInfo.InvariantCulture),
                    System.Globalization.CultureInfo.InvariantCulture));
            }
            else
            {
                writer.WriteNullValue();
            }
        }
    }
}
