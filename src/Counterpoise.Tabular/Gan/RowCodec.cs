using Counterpoise.Numerics;

namespace Counterpoise.Tabular.Gan;

/// <summary>
/// Writes rows as a generator makes them, and back: a number as its rank among the training rows from −1 to 1, a category as one of several
/// 0 and 1.
/// </summary>
/// <remarks>Ranks keep every column's own distribution, however skewed; a column of at most twenty values keeps to them.</remarks>
internal sealed class RowCodec
{
    private const int FewValues = 20;

    private readonly double[][] _values;
    private readonly bool[] _steps;

    private RowCodec(double[][] values, bool[] steps, bool[] isCategory) => (_values, _steps, IsCategory) = (values, steps, isCategory);

    /// <summary>Which columns are categories.</summary>
    public bool[] IsCategory { get; }

    /// <summary>Numbers that each column takes in a code.</summary>
    public int[] Widths => [.. IsCategory.Select((category, j) => category ? _values[j].Length : 1)];

    /// <summary>Learns from rows.</summary>
    public static RowCodec Fit(DenseMatrix rows, IReadOnlyCollection<int> categorical)
    {
        var columns = Enumerable.Range(0, rows.Columns).Select(j => rows.Column(j)).ToArray();
        bool[] categories = [.. columns.Select((_, j) => categorical.Contains(j))];
        double[][] values = [.. columns.Select((c, j) => categories[j] ? c.Distinct().Order().ToArray() : c.Order().ToArray())];
        return new RowCodec(values, [.. columns.Select(c => c.Distinct().Take(FewValues + 1).Count() <= FewValues)], categories);
    }

    /// <summary>Codes of rows, row-major.</summary>
    public float[] Encode(DenseMatrix rows)
    {
        var width = Widths.Sum();
        var codes = new float[rows.Rows * width];
        for (var i = 0; i < rows.Rows; i++)
        {
            var at = i * width;
            for (var j = 0; j < rows.Columns; j++)
            {
                if (IsCategory[j])
                {
                    codes[at + Array.BinarySearch(_values[j], rows[i, j])] = 1;
                    at += _values[j].Length;
                }
                else
                {
                    codes[at++] = (float)((2 * Rank(_values[j], rows[i, j])) - 1);
                }
            }
        }

        return codes;
    }

    /// <summary>Rows of codes: the largest of a category's numbers, the value at a number's rank.</summary>
    public void Decode(ReadOnlySpan<float> code, Span<double> row)
    {
        var at = 0;
        for (var j = 0; j < row.Length; j++)
        {
            if (IsCategory[j])
            {
                var part = code.Slice(at, _values[j].Length);
                var best = 0;
                for (var k = 1; k < part.Length; k++)
                {
                    best = part[k] > part[best] ? k : best;
                }

                row[j] = _values[j][best];
                at += part.Length;
            }
            else
            {
                row[j] = ValueAt(_values[j], (code[at++] + 1.0) / 2, _steps[j]);
            }
        }
    }

    /// <summary>The middle of a value's place among sorted values, from 0 to 1.</summary>
    private static double Rank(double[] sorted, double value)
    {
        int first = Bound(sorted, value, after: false), last = Bound(sorted, value, after: true);
        return (first + last) / 2.0 / sorted.Length;
    }

    private static double ValueAt(double[] sorted, double share, bool steps)
    {
        if (steps)
        {
            return sorted[Math.Clamp((int)(share * sorted.Length), 0, sorted.Length - 1)];
        }

        var at = Math.Clamp((share * sorted.Length) - 0.5, 0, sorted.Length - 1);
        var below = (int)at;
        return sorted[below] + ((at - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]));
    }

    private static int Bound(double[] sorted, double value, bool after)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] < value || (after && sorted[middle] == value) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
