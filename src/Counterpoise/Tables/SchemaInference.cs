using System.Collections.Frozen;
using System.Globalization;

namespace Counterpoise.Tables;

/// <summary>
/// Decides from its texts whether a column is numeric or categorical: numeric when every present text is a number in the
/// invariant culture, else categorical with all texts kept as they stand, so that <c>007</c> and <c>7</c> of a mixed column stay two names.
/// A column without any value is numeric.
/// </summary>
public static class SchemaInference
{
    /// <summary>
    /// Texts that mean missing: empty, <c>?</c>, <c>NA</c>, <c>N/A</c>, <c>#N/A</c>, <c>NaN</c>, <c>null</c>, <c>&lt;null&gt;</c>; letter
    /// case and outer blanks do not matter.
    /// </summary>
    public static FrozenSet<string> MissingTokens { get; } =
        new[] { "", "?", "NA", "N/A", "#N/A", "NaN", "null", "<null>" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes a column of texts.</summary>
    /// <param name="name">Name of the column.</param>
    /// <param name="texts">One text per row; null or a missing token is missing.</param>
    /// <param name="kind">The kind if it is known, or null to infer it.</param>
    /// <param name="missing">Texts that mean missing, or null for <see cref="MissingTokens"/>.</param>
    /// <exception cref="FormatException">The column must be numeric and a text is not a number; the message names the row.</exception>
    public static Column Infer(string name, IReadOnlyList<string?> texts, ColumnKind? kind = null, IReadOnlySet<string>? missing = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        missing ??= MissingTokens;
        var values = kind == ColumnKind.Categorical ? null : Numbers(name, texts, missing, kind == ColumnKind.Numeric);
        return values is not null
            ? new NumericColumn(name, values)
            : CategoricalColumn.FromValues(name, [.. texts.Select(t => t is null || missing.Contains(t.Trim()) ? null : t.Trim())]);
    }

    /// <summary>Reads a finite number in the invariant culture: <c>Infinity</c> and <c>1e400</c> are none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The number.</param>
    public static bool TryNumber(ReadOnlySpan<char> text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private static double[]? Numbers(string name, IReadOnlyList<string?> texts, IReadOnlySet<string> missing, bool required)
    {
        var values = new double[texts.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (texts[i] is not { } text || missing.Contains(text.Trim()))
                values[i] = double.NaN;
            else if (!TryNumber(text, out values[i]))
                return required ? throw new FormatException($"column '{name}' has '{text}' in row {i} where a number was expected") : null;
        }

        return values;
    }
}
