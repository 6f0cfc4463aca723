using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Counterpoise.Data;
using Counterpoise.Tables;

namespace Counterpoise.Workflows.Tables;

/// <summary>How a training file was read, as texts that a model keeps, so that later files are read alike.</summary>
internal static class ReadingTexts
{
    public const string Decimal = "decimal", Thousands = "thousands", Units = "units", Missing = "missing", PositiveWhen = "positive_when";

    public static Dictionary<string, string> Of(TableReadOptions reading)
    {
        var texts = new Dictionary<string, string>
        {
            [Decimal] = reading.DecimalSeparator.ToString(),
            [Thousands] = reading.ThousandsSeparator?.ToString() ?? "",
            [Units] = reading.Units.ToString(CultureInfo.InvariantCulture),
            [Missing] = JsonSerializer.Serialize(reading.MissingTokens.Order(StringComparer.Ordinal)),
        };
        if (reading.PositiveWhen is { } rule)
            texts[PositiveWhen] = rule.ToString();
        return texts;
    }

    /// <summary>The options for a later file: what people say of it, else what the model keeps.</summary>
    /// <param name="given">The options of people.</param>
    /// <param name="names">Which of the texts they have said.</param>
    /// <param name="texts">What the model keeps.</param>
    /// <exception cref="InvalidDataException">A text cannot be read.</exception>
    public static TableReadOptions Apply(TableReadOptions given, IReadOnlySet<string> names, IReadOnlyDictionary<string, string> texts)
    {
        string? Kept(string name) => names.Contains(name) ? null : texts.GetValueOrDefault(name);
        try
        {
            return given with
            {
                DecimalSeparator = Kept(Decimal) is { Length: 1 } point ? point[0] : given.DecimalSeparator,
                ThousandsSeparator = Kept(Thousands) is { } thousands ? (thousands.Length == 1 ? thousands[0] : null)
                    : given.ThousandsSeparator,
                Units = Kept(Units) is { } units ? bool.Parse(units) : given.Units,
                MissingTokens = Kept(Missing) is { } missing
                    ? JsonSerializer.Deserialize<string[]>(missing)!.ToFrozenSet(StringComparer.OrdinalIgnoreCase) : given.MissingTokens,
                PositiveWhen = texts.GetValueOrDefault(PositiveWhen) is { } rule ? ClassRule.Parse(rule) : null,
            };
        }
        catch (Exception fault) when (fault is FormatException or JsonException)
        {
            throw new InvalidDataException($"the model does not say how its table was read ({fault.Message}): it is damaged", fault);
        }
    }
}
