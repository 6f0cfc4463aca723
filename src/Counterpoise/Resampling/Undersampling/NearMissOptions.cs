using Counterpoise.Neighbors;
using Counterpoise.Options;

namespace Counterpoise.Resampling;

/// <summary>Options of <see cref="NearMiss"/>.</summary>
public sealed record NearMissOptions
{
    /// <summary>Which classes shrink, and to what size; default all but the minority, down to its size.</summary>
    public SamplingStrategy Strategy { get; init; } = SamplingStrategy.Auto;

    /// <summary>Which rows are kept; default <see cref="NearMissVersion.Version1"/>.</summary>
    public NearMissVersion Version { get; init; } = NearMissVersion.Version1;

    /// <summary>Minority rows whose distances are averaged; at least 1, default 3.</summary>
    public int K { get; init; } = 3;

    /// <summary>For version 3: rows of the class that each minority row puts forward; at least 1, default 3.</summary>
    public int CandidateNeighbors { get; init; } = 3;

    /// <summary>How neighbours are searched; the metric is Euclidean.</summary>
    public NeighborOptions Neighbors { get; init; } = new();

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">One or more values lie outside their range; the message lists them all.</exception>
    public void Validate()
    {
        new OptionsCheck(nameof(NearMissOptions))
            .AtLeast(K, 1, nameof(K))
            .AtLeast(CandidateNeighbors, 1, nameof(CandidateNeighbors))
            .Require(Enum.IsDefined(Version), nameof(Version), (int)Version, "1, 2 or 3 is needed")
            .Require(Neighbors.Metric == NeighborMetric.Euclidean, "the metric must be Euclidean")
            .ThrowIfAny();
        Neighbors.Validate();
    }
}
