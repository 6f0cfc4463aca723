using Counterpoise.Neighbors;
using Counterpoise.Options;

namespace Counterpoise.Resampling;

/// <summary>Options of <see cref="Smote"/>.</summary>
public sealed record SmoteOptions
{
    /// <summary>Which classes grow, and to what size; default all but the majority, up to its size.</summary>
    public SamplingStrategy Strategy { get; init; } = SamplingStrategy.Auto;

    /// <summary>
    /// Neighbours of a seed among which the partner is drawn; at least 1, default and paper 5. Higher spreads the new rows further.
    /// </summary>
    public int K { get; init; } = 5;

    /// <summary>How neighbours are searched.</summary>
    public NeighborOptions Neighbors { get; init; } = new();

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">One or more values lie outside their range; the message lists them all.</exception>
    public void Validate()
    {
        new OptionsCheck(nameof(SmoteOptions)).AtLeast(K, 1, nameof(K)).ThrowIfAny();
        Neighbors.Validate();
    }
}
