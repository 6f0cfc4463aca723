using System.Globalization;

namespace Counterpoise.Numerics;

/// <summary>A dense matrix of doubles, row after row in one array: the numeric features of a data set.</summary>
public sealed class DenseMatrix
{
    /// <summary>Wraps an array without copying it.</summary>
    /// <param name="rows">Number of rows; at least 0.</param>
    /// <param name="columns">Number of columns; at least 0.</param>
    /// <param name="data">The values, row after row, [rows * columns].</param>
    /// <exception cref="ArgumentException">The array's length is not rows * columns.</exception>
    public DenseMatrix(int rows, int columns, double[] data)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if ((long)rows * columns != data.Length)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture,
                    $"{rows} x {columns} needs {(long)rows * columns} values, found {data.Length}"), nameof(data));
        }

        (Rows, Columns, Data) = (rows, columns, data);
    }

    /// <summary>Makes a matrix of zeros.</summary>
    /// <param name="rows">Number of rows; at least 0.</param>
    /// <param name="columns">Number of columns; at least 0.</param>
    public DenseMatrix(int rows, int columns) : this(rows, columns, LargeArray.Zeros<double>(checked(rows * columns)))
    {
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>The values, row after row, [Rows * Columns].</summary>
    public double[] Data { get; }

    /// <summary>One value.</summary>
    /// <param name="row">Row, from 0.</param>
    /// <param name="column">Column, from 0.</param>
    public double this[int row, int column]
    {
        get => Row(row)[column];
        set => Row(row)[column] = value;
    }

    /// <summary>The values of a row, [Columns]; writing to the span writes to the matrix.</summary>
    /// <param name="row">Row, from 0.</param>
    public Span<double> Row(int row) => Data.AsSpan(row * Columns, Columns);

    /// <summary>Copies a column, [Rows].</summary>
    /// <param name="column">Column, from 0.</param>
    public double[] Column(int column)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)Columns, nameof(column));
        var values = new double[Rows];
        for (var i = 0; i < Rows; i++)
        {
            values[i] = Data[(i * Columns) + column];
        }

        return values;
    }

    /// <summary>Copies rows in the given order; a row may be named more than once.</summary>
    /// <param name="rows">Row numbers, from 0.</param>
    public DenseMatrix SelectRows(ReadOnlySpan<int> rows)
    {
        var selected = new DenseMatrix(rows.Length, Columns, LargeArray.Uninitialized<double>(checked(rows.Length * Columns)));
        for (var i = 0; i < rows.Length; i++)
        {
            Row(rows[i]).CopyTo(selected.Row(i));
        }

        return selected;
    }

    /// <summary>Copies an array of rows of equal length.</summary>
    /// <param name="rows">The rows; without any, the matrix is 0 x 0.</param>
    /// <exception cref="ArgumentException">The rows differ in length.</exception>
    public static DenseMatrix FromRows(params double[][] rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var matrix = new DenseMatrix(rows.Length, rows.Length == 0 ? 0 : rows[0].Length);
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i].Length != matrix.Columns)
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture,
                        $"row {i} has {rows[i].Length} values, row 0 has {matrix.Columns}: give rows of equal length"), nameof(rows));
            }

            rows[i].CopyTo(matrix.Row(i));
        }

        return matrix;
    }
}
