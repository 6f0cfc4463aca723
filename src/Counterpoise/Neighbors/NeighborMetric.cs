namespace Counterpoise.Neighbors;

/// <summary>How far apart two rows are.</summary>
public enum NeighborMetric
{
    /// <summary>The Euclidean distance; a missing value is an error.</summary>
    Euclidean,

    /// <summary>
    /// The Euclidean distance over the columns that both rows have, scaled by columns / shared columns, as scikit-learn's
    /// <c>nan_euclidean</c>; rows that share no column are infinitely far apart.
    /// </summary>
    NanEuclidean,
}
