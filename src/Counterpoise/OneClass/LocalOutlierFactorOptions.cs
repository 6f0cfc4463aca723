using Counterpoise.Neighbors;
using Counterpoise.Options;

namespace Counterpoise.OneClass;

/// <summary>Options of <see cref="LocalOutlierFactor"/>.</summary>
public sealed record LocalOutlierFactorOptions
{
    /// <summary>Neighbours among the most frequent class, at least 1. Default 10.</summary>
    public int K { get; init; } = 10;

    /// <summary>How neighbours are searched.</summary>
    public NeighborOptions Neighbors { get; init; } = new();

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate()
    {
        new OptionsCheck(nameof(LocalOutlierFactorOptions)).Require(K >= 1, nameof(K), K, "expected at least 1").ThrowIfAny();
        Neighbors.Validate();
    }
}
