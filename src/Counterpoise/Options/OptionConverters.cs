using System.Globalization;

namespace Counterpoise.Options;

/// <summary>How texts become values of options, by type.</summary>
public sealed class OptionConverters
{
    private readonly IReadOnlyDictionary<Type, Converter> _converters;

    private OptionConverters(IReadOnlyDictionary<Type, Converter> converters) => _converters = converters;

    /// <summary>Those of numbers, texts, true and false, and lists of whole numbers; enums are known without one.</summary>
    public static OptionConverters Standard { get; } = new OptionConverters(new Dictionary<Type, Converter>())
        .With("whole number", text =>
            int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), v => v.ToString(CultureInfo.InvariantCulture))
        .With("whole number", text =>
            long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), v => v.ToString(CultureInfo.InvariantCulture))
        .With("whole number of at least 0", text =>
            ulong.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture), v => v.ToString(CultureInfo.InvariantCulture))
        .With("number", Number, v => v.ToString("R", CultureInfo.InvariantCulture))
        .With("true|false", bool.Parse, v => v ? "true" : "false")
        .With("text", text => text, v => v)
        .With("whole numbers, such as 0,3", Integers, v => v.Length == 0 ? "none" : string.Join(',', v))
        .With("class:weight, such as melanoma:20,nevus:1", OwnClassWeights.Parse, v => v.ToString());

    /// <summary>These converters and one more, which replaces that of the same type.</summary>
    /// <param name="kind">What values look like, for people.</param>
    /// <param name="parse">Reads a value; throws <see cref="FormatException"/> or <see cref="ArgumentException"/> where it is none.</param>
    /// <param name="text">Writes a value so that it is read back.</param>
    /// <typeparam name="T">The type.</typeparam>
    public OptionConverters With<T>(string kind, Func<string, T> parse, Func<T, string> text)
        where T : notnull => new(new Dictionary<Type, Converter>(_converters) { [typeof(T)] = new(kind, s => parse(s), v => text((T)v)) });

    internal Converter? Find(Type type) => _converters.TryGetValue(type, out var found) ? found : type.IsEnum ? OfEnum(type) : null;

    private static double Number(string text) =>
        double.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture);

    private static int[] Integers(string text) => text.Equals("none", StringComparison.OrdinalIgnoreCase)
        ? [] : [.. text.Split(',', StringSplitOptions.TrimEntries)
            .Select(t => int.Parse(t, NumberStyles.None, CultureInfo.InvariantCulture))];

    private static Converter OfEnum(Type type)
    {
        var names = Enum.GetNames(type).ToDictionary(OptionNames.Words, name => Enum.Parse(type, name), StringComparer.Ordinal);
        object Parse(string text) => names.FirstOrDefault(n => Letters(n.Key) == Letters(text)).Value ?? throw new FormatException();
        return new(string.Join('|', names.Keys), Parse, value => OptionNames.Words(value.ToString()!));
    }

    /// <summary>Dashes, underscores and case do not matter.</summary>
    private static string Letters(string text) =>
        text.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    internal sealed record Converter(string Kind, Func<string, object> Parse, Func<object, string> Text);
}
