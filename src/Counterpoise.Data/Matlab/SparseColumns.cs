namespace Counterpoise.Data.Matlab;

/// <summary>A sparse matrix column by column, as MATLAB keeps it.</summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="Columns">Number of columns.</param>
/// <param name="Offsets">Where each column begins, [columns + 1].</param>
/// <param name="RowIndex">The row of each value.</param>
/// <param name="Values">The values that are there; those of a logical matrix are 1.</param>
public sealed record SparseColumns(int Rows, int Columns, int[] Offsets, int[] RowIndex, double[] Values);
