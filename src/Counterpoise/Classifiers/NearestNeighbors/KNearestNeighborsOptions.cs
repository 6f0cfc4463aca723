using Counterpoise.Neighbors;
using Counterpoise.Options;

namespace Counterpoise.Classifiers;

/// <summary>Options of <see cref="KNearestNeighbors"/>.</summary>
public sealed record KNearestNeighborsOptions
{
    /// <summary>Neighbours that vote, at least 1. Default 5.</summary>
    public int K { get; init; } = 5;

    /// <summary>True weighs a vote by 1/distance; rows at distance 0 then decide alone. Default false.</summary>
    public bool WeighByDistance { get; init; }

    /// <summary>How neighbours are searched.</summary>
    public NeighborOptions Neighbors { get; init; } = new();

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate()
    {
        new OptionsCheck(nameof(KNearestNeighborsOptions)).Require(K >= 1, nameof(K), K, "expected at least 1").ThrowIfAny();
        Neighbors.Validate();
    }
}
