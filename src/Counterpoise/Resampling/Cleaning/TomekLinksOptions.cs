using Counterpoise.Neighbors;

namespace Counterpoise.Resampling;

/// <summary>Options of <see cref="TomekLinks"/>.</summary>
public sealed record TomekLinksOptions
{
    /// <summary>Which classes may lose rows; default all but the minority.</summary>
    public SamplingStrategy Strategy { get; init; } = SamplingStrategy.Auto;

    /// <summary>How neighbours are searched.</summary>
    public NeighborOptions Neighbors { get; init; } = new();
}
