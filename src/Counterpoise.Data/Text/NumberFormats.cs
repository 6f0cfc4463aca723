using Counterpoise.Tables;

namespace Counterpoise.Data.Text;

/// <summary>The formats that are looked for where texts are no plain numbers, most frequent first.</summary>
internal static class NumberFormats
{
    public static NumberFormat[] All { get; } =
    [
        new(),
        new() { ThousandsSeparator = ',' },
        new() { DecimalSeparator = ',' },
        new() { DecimalSeparator = ',', ThousandsSeparator = '.' },
        new() { ThousandsSeparator = ' ' },
        new() { DecimalSeparator = ',', ThousandsSeparator = ' ' },
        new() { ThousandsSeparator = '\'' },
        new() { DecimalSeparator = ',', ThousandsSeparator = '\'' },
        new() { ThousandsSeparator = '_' },
    ];
}
