using System.Globalization;

namespace Counterpoise.Torch;

/// <summary>How a tensor's numbers are printed, decided from all that are shown: whole, fixed to 4 digits, or scientific; all of one width.</summary>
internal sealed class ElementFormat
{
    private const int Digits = 4;
    private const double LargestRatio = 1000;
    private const double LargestFixed = 1e8;
    private const double SmallestFixed = 1e-4;
    private readonly bool _real;
    private readonly bool _whole = true;
    private readonly bool _scientific;

    /// <summary>The format for real numbers.</summary>
    internal ElementFormat(double[] values)
    {
        _real = true;
        Width = 1;
        var shown = values.Where(value => double.IsFinite(value) && value != 0).ToArray();
        if (shown.Length == 0)
        {
            return;
        }

        var least = shown.Min(Math.Abs);
        var greatest = shown.Max(Math.Abs);
        _whole = Array.TrueForAll(shown, value => value == Math.Ceiling(value));
        _scientific = greatest / least > LargestRatio || greatest > LargestFixed || (!_whole && least < SmallestFixed);
        // A whole number is followed by its point.
        Width = Math.Max(1, shown.Max(value => Text(value).Length));
    }

    /// <summary>The format for texts of integers and truth values.</summary>
    internal ElementFormat(string[] values) => Width = values.Max(value => value.Length);

    internal int Width { get; }

    internal string Padded(double value) => Text(value).PadLeft(Width);

    internal string Padded(string value) => value.PadLeft(Width);

    private string Text(double value)
    {
        if (!_real || double.IsNaN(value))
        {
            return "nan";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "inf" : "-inf";
        }

        return _scientific ? Scientific(value) : _whole ? Rounded(value, 'F', 0) + "." : Rounded(value, 'F', Digits);
    }

    private static string Scientific(double value)
    {
        // E4 writes three digits of exponent, two suffice but for the largest.
        var text = Rounded(value, 'E', Digits);
        var at = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = text.AsSpan(at + 2).TrimStart('0').ToString().PadLeft(2, '0');
        return $"{text[..at]}e{text[at + 1]}{exponent}";
    }

    /// <summary>.NET rounds exact ties away from zero, C and Python to even.</summary>
    private static string Rounded(double value, char format, int digits)
    {
        const int Tail = 30;
        var text = value.ToString(format + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        if (digits == 0)
        {
            return text;
        }

        var exact = value.ToString(format + (digits + Tail).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var end = exact.IndexOf('.', StringComparison.Ordinal) + digits + 1;
        var tied = exact[end] == '5' && exact.AsSpan(end + 1, Tail - 1).TrimStart('0').IsEmpty;
        return tied && (exact[end - 1] - '0') % 2 == 0 ? exact[..end] + exact[(end + Tail)..] : text;
    }
}
