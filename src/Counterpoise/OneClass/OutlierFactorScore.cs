using Counterpoise.Neighbors;
using Counterpoise.Numerics;

namespace Counterpoise.OneClass;

/// <summary>The local outlier factor beside rows of the majority, whose reach and density are known.</summary>
internal sealed class OutlierFactorScore(DenseMatrix rows, int k, NeighborOptions neighbors, double[] reach, double[] density)
    : INoveltyScore
{
    private readonly NeighborIndex _index = new(rows, neighbors);

    public int Columns => rows.Columns;

    public DenseMatrix Rows => rows;

    public int K => k;

    public NeighborOptions Neighbors => neighbors;

    /// <summary>Distance of each row to its k-th neighbour.</summary>
    public double[] Reach => reach;

    /// <summary>Local reachability density of each row.</summary>
    public double[] Density => density;

    public double[] Of(DenseMatrix features)
    {
        var table = _index.Find(features, k);
        return LocalOutlierFactor.Factors(table, LocalOutlierFactor.Densities(table, reach), density);
    }
}
