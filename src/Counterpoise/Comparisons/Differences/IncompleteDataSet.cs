namespace Counterpoise.Comparisons;

/// <summary>
/// A data set in which a method lacks a value that another method has, so that it counts for the method in no mean, rank or test.
/// </summary>
public sealed record IncompleteDataSet
{
    /// <summary>The data set.</summary>
    public required string DataSet { get; init; }

    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>Cells of the method that have a value.</summary>
    public required int Values { get; init; }

    /// <summary>Cells in which some method has a value.</summary>
    public required int Cells { get; init; }

    /// <summary>The last note of the cells without a value, such as what the resampler refused; empty where they have none.</summary>
    public required string Reason { get; init; }
}
