using System.Globalization;
using Counterpoise.Classifiers;
using Counterpoise.Numerics;

namespace Counterpoise.Boosting;

/// <summary>
/// Makes one column of codes of the columns of 0 and 1 that stand for one categorical column: the place of the largest, or −1 where all are
/// 0, as for a category that training did not know. Trees split an order of categories sooner than they split off one rare category after
/// the other.
/// </summary>
internal sealed class CategoryCodes
{
    private readonly (int Start, int End)[] _columns;

    /// <param name="width">Columns of the rows.</param>
    /// <param name="oneHot">Ranges of columns, from the start, in ascending order.</param>
    /// <exception cref="ArgumentException">A range lies outside, is empty, or overlaps another.</exception>
    public CategoryCodes(int width, IReadOnlyList<Range> oneHot)
    {
        Width = width;
        var columns = new List<(int, int)>();
        var at = 0;
        foreach (var range in oneHot.Append(width..width))
        {
            var (start, end) = (range.Start.GetOffset(width), range.End.GetOffset(width));
            if (start < at || end > width || (end <= start && start < width))
                throw new ArgumentException(
                    $"columns {range} of names lie outside of {width} columns, are none, or overlap those before {at}", nameof(oneHot));
            columns.AddRange(Enumerable.Range(at, start - at).Select(j => (j, j)));
            if (end > start)
                columns.Add((start, end));
            at = end;
        }

        _columns = [.. columns];
    }

    public int Width { get; }

    /// <summary>Columns that the trees see.</summary>
    public int Count => _columns.Length;

    public DenseMatrix Apply(DenseMatrix features)
    {
        TrainingRows.CheckWidth(features, Width);
        if (_columns.Length == Width)
            return features;
        var coded = new DenseMatrix(features.Rows, _columns.Length);
        for (var i = 0; i < features.Rows; i++)
        {
            var from = features.Row(i);
            var to = coded.Row(i);
            for (var j = 0; j < to.Length; j++)
            {
                var (start, end) = _columns[j];
                to[j] = start == end ? from[start] : Code(from[start..end]);
            }
        }

        return coded;
    }

    /// <summary>The columns of the rows that each column of the trees stands for.</summary>
    public IReadOnlyList<Range> Groups => [.. _columns.Select(c => c.Start..Math.Max(c.End, c.Start + 1))];

    /// <summary>What counts for a categorical column counts in equal parts for each of its columns of 0 and 1.</summary>
    public double[] Spread(double[] coded)
    {
        var spread = new double[Width];
        foreach (var (j, (start, end)) in _columns.Index())
        {
            if (start == end)
                spread[start] = coded[j];
            else
                spread.AsSpan(start, end - start).Fill(coded[j] / (end - start));
        }

        return spread;
    }

    /// <summary>The columns as a text, such as <c>12;3-7,9-11</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Width};{string.Join(',', _columns.Where(c => c.End > c.Start).Select(c => $"{c.Start}-{c.End}"))}");

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">It is no such text.</exception>
    public static CategoryCodes Parse(string text)
    {
        static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        var parts = text.Split(';');
        if (parts.Length != 2)
            throw new FormatException($"'{text}' names no columns; expected a text such as 12;3-7,9-11");
        var ranges = parts[1].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(r => r.Split('-'))
            .Select(r => r.Length == 2 ? Number(r[0])..Number(r[1]) : throw new FormatException($"'{text}' names no columns"));
        return new CategoryCodes(Number(parts[0]), [.. ranges]);
    }

    private static double Code(ReadOnlySpan<double> values)
    {
        var best = -1;
        for (var k = 0; k < values.Length; k++)
        {
            if (values[k] > (best < 0 ? 0 : values[best]))
                best = k;
        }

        return best;
    }
}
