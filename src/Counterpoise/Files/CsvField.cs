namespace Counterpoise.Files;

/// <summary>A field of a file with commas between fields, as RFC 4180 writes it.</summary>
public static class CsvField
{
    private static readonly System.Buffers.SearchValues<char> s_special = System.Buffers.SearchValues.Create(",\"\r\n");

    /// <summary>The text of a field: in quotes where it holds a comma, a quote or a line break, and with its quotes doubled.</summary>
    /// <param name="value">What the field holds.</param>
    public static string Of(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.AsSpan().IndexOfAny(s_special) < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
