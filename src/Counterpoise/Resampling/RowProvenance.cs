namespace Counterpoise.Resampling;

/// <summary>Where one row of a result comes from.</summary>
/// <param name="Kind">Original, synthetic or duplicate.</param>
/// <param name="Seed">The row of the input that it is, copies or started from.</param>
/// <param name="Neighbor">The second parent, or -1.</param>
/// <param name="Gap">The share of the way from seed to neighbour; 0 for copies, NaN where the method has no such number.</param>
/// <param name="Score">The method's own score of the row; NaN where it has none.</param>
public readonly record struct RowProvenance(RowKind Kind, int Seed, int Neighbor = -1, double Gap = double.NaN, double Score = double.NaN)
{
    internal static RowProvenance Original(int row) => new(RowKind.Original, row, -1, 0);

    internal static RowProvenance Duplicate(int row, double score = double.NaN) => new(RowKind.Duplicate, row, -1, 0, score);
}
