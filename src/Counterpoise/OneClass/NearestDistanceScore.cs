using Counterpoise.Neighbors;
using Counterpoise.Numerics;

namespace Counterpoise.OneClass;

/// <summary>The mean distance to the k nearest rows of the majority.</summary>
internal sealed class NearestDistanceScore(DenseMatrix rows, int k, NeighborOptions neighbors) : INoveltyScore
{
    private readonly NeighborIndex _index = new(rows, neighbors);

    public int Columns => rows.Columns;

    public DenseMatrix Rows => rows;

    public int K => k;

    public NeighborOptions Neighbors => neighbors;

    public double[] Of(DenseMatrix features) => Means(_index.Find(features, k));

    /// <summary>What the rows score among themselves.</summary>
    public double[] OfOwn(CancellationToken cancellationToken) => Means(_index.FindOwn(k, cancellationToken));

    private static double[] Means(NeighborTable table) =>
        [.. Enumerable.Range(0, table.Queries).Select(q => Enumerable.Range(0, table.K).Average(r => table.Distance(q, r)))];
}
