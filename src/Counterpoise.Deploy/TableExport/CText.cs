using System.Globalization;
using System.Text;

namespace Counterpoise.Deploy.TableExport;

/// <summary>Numbers and arrays as C writes them.</summary>
internal sealed class CText(RealPrecision precision)
{
    private const int Width = 118;

    /// <summary>Bytes of a real number.</summary>
    public int RealBytes => precision == RealPrecision.Double ? sizeof(double) : sizeof(float);

    /// <summary>Bytes of all arrays so far.</summary>
    public long ConstantBytes { get; private set; }

    public bool IsSingle => precision == RealPrecision.Single;

    public string Real(double value)
    {
        var text = precision == RealPrecision.Double ? value.ToString("R", CultureInfo.InvariantCulture)
            : ((float)value).ToString("R", CultureInfo.InvariantCulture);
        if (text.AsSpan().IndexOfAny('.', 'E') < 0) text += ".0";
        return precision == RealPrecision.Double ? text : text + "f";
    }

    public string Reals(string name, IReadOnlyList<double> values)
    {
        ConstantBytes += (long)values.Count * RealBytes;
        return Array("real", name, values.Select(Real), values.Count);
    }

    /// <summary>Whole numbers in the smallest type that holds them all; the other type is 32 bits with a sign.</summary>
    public string Integers(string name, IReadOnlyList<int> values)
    {
        var (least, most) = (values.Min(), values.Max());
        var (type, bytes) = least >= -1 && most <= sbyte.MaxValue ? ("int8_t", 1)
            : least >= 0 && most <= ushort.MaxValue ? ("uint16_t", 2) : least >= -1 && most <= short.MaxValue ? ("int16_t", 2)
            : ("int32_t", 4);
        ConstantBytes += (long)values.Count * bytes;
        return Array(type, name, values.Select(v => v.ToString(CultureInfo.InvariantCulture)), values.Count);
    }

    /// <summary>A text that can stand in a comment.</summary>
    public static string Comment(string text) =>
        text.Replace("*/", "* /", StringComparison.Ordinal).Replace("/*", "/ *", StringComparison.Ordinal).ReplaceLineEndings(" ");

    public static string Array(string type, string name, IEnumerable<string> values, int count)
    {
        var text = new StringBuilder($"static const {type} {name}[{count.ToString(CultureInfo.InvariantCulture)}] = {{");
        var line = Width;
        foreach (var value in values)
        {
            if (line + value.Length + 2 > Width)
            {
                text.Append("\n    ");
                line = 4;
            }

            text.Append(value).Append(", ");
            line += value.Length + 2;
        }

        return text.Append("\n};\n").Replace(", \n", ",\n").ToString();
    }

    public static string Line(FormattableString text) => FormattableString.Invariant(text) + "\n";
}
