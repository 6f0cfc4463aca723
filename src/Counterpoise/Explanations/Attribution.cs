namespace Counterpoise.Explanations;

/// <summary>
/// Shapley values of rows: how much each column moved each output from its mean over the background (or over training) to its value at the
/// row.
/// </summary>
/// <param name="Base">The output before any column is known, per class, [C].</param>
/// <param name="Values">Row-major [rows, C, columns].</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Columns">Number of columns.</param>
public sealed record Attribution(double[] Base, double[] Values, int Rows, int Columns)
{
    /// <summary>Number of outputs, C.</summary>
    public int ClassCount => Base.Length;

    /// <summary>The Shapley values of a row for a class, one per column.</summary>
    /// <param name="row">The row.</param>
    /// <param name="output">The class.</param>
    public ReadOnlySpan<double> Of(int row, int output) => Values.AsSpan(((row * ClassCount) + output) * Columns, Columns);

    /// <summary>The output that the values add up to.</summary>
    /// <param name="row">The row.</param>
    /// <param name="output">The class.</param>
    public double Output(int row, int output)
    {
        var sum = Base[output];
        foreach (var value in Of(row, output))
        {
            sum += value;
        }

        return sum;
    }

    /// <summary>Mean of |value| over the rows, [C, columns]: how much each column matters for each class.</summary>
    public double[,] Importance()
    {
        var importance = new double[ClassCount, Columns];
        for (var row = 0; row < Rows; row++)
        {
            for (var c = 0; c < ClassCount; c++)
            {
                var values = Of(row, c);
                for (var j = 0; j < Columns; j++)
                {
                    importance[c, j] += Math.Abs(values[j]) / Rows;
                }
            }
        }

        return importance;
    }

    /// <summary>The same values with columns that stand for one categorical column added up.</summary>
    /// <param name="groups">Ranges of columns in ascending order that together cover all of them.</param>
    /// <exception cref="ArgumentException">The ranges do not cover the columns.</exception>
    public Attribution Summed(IReadOnlyList<Range> groups)
    {
        ColumnGroups.Check(groups, Columns);
        var values = new double[Rows * ClassCount * groups.Count];
        for (var i = 0; i < Rows * ClassCount; i++)
        {
            var from = Values.AsSpan(i * Columns, Columns);
            for (var g = 0; g < groups.Count; g++)
            {
                foreach (var value in from[groups[g]])
                {
                    values[(i * groups.Count) + g] += value;
                }
            }
        }

        return new Attribution(Base, values, Rows, groups.Count);
    }
}
