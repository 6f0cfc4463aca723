namespace Counterpoise.Resampling;

/// <summary>How the added rows of a class compare with its original rows.</summary>
/// <param name="Label">The class.</param>
/// <param name="AddedRows">Rows that were made or copied.</param>
/// <param name="DuplicateShare">Share of them that the method copied; in [0, 1].</param>
/// <param name="CoincidentShare">Share of them that equal an original row in every column, copied or not; in [0, 1].</param>
/// <param name="Purity">Mean share of the class among the k nearest original rows of an added row; in [0, 1].</param>
/// <param name="OriginalPurity">The same for the original rows of the class, each without itself.</param>
/// <param name="DensityRatio">
/// Mean distance of an added row to the nearest original row of the class, over that of an original row: near 1, the new rows
/// spread as the class does; near 0, they crowd upon it; above 1, they leave it. NaN for a class of one row.
/// </param>
public sealed record SyntheticClassQuality(
    int Label, int AddedRows, double DuplicateShare, double CoincidentShare, double Purity, double OriginalPurity, double DensityRatio);
