using Counterpoise.Neighbors;
using Counterpoise.Options;

namespace Counterpoise.Resampling;

/// <summary>Options of <see cref="KMeansSmote"/>.</summary>
public sealed record KMeansSmoteOptions
{
    /// <summary>Which classes grow, and to what size; default all but the majority, up to its size or a little above.</summary>
    public SamplingStrategy Strategy { get; init; } = SamplingStrategy.Auto;

    /// <summary>Neighbours of a seed within its cluster and class; at least 1, default 2.</summary>
    public int K { get; init; } = 2;

    /// <summary>Clusters of the mini-batch k-means; at least 1, default 8.</summary>
    public int Clusters { get; init; } = 8;

    /// <summary>
    /// Share of the class that a cluster must have to be grown in. Null, the default, is half the class's part of all rows to
    /// be made, that is 0.5 for two classes. Lower it where no cluster is found.
    /// </summary>
    public double? BalanceThreshold { get; init; }

    /// <summary>
    /// Power of the mean distance in a cluster's sparsity; a higher one sends more rows to sparse clusters. Null, the default,
    /// is <c>0.16 log_1.6(n)^1.8</c> for n rows of the class in the cluster.
    /// </summary>
    public double? DensityExponent { get; init; }

    /// <summary>How neighbours are searched; the metric is Euclidean.</summary>
    public NeighborOptions Neighbors { get; init; } = new();

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">One or more values lie outside their range; the message lists them all.</exception>
    public void Validate()
    {
        new OptionsCheck(nameof(KMeansSmoteOptions))
            .AtLeast(K, 1, nameof(K))
            .AtLeast(Clusters, 1, nameof(Clusters))
            .Require(BalanceThreshold is not double.NaN, "BalanceThreshold is NaN")
            .Require(DensityExponent is not double.NaN, "DensityExponent is NaN")
            .Require(Neighbors.Metric == NeighborMetric.Euclidean, "the metric must be Euclidean")
            .ThrowIfAny();
        Neighbors.Validate();
    }
}
