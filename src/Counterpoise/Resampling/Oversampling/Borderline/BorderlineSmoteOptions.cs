using Counterpoise.Neighbors;
using Counterpoise.Options;

namespace Counterpoise.Resampling;

/// <summary>Options of <see cref="BorderlineSmote"/>.</summary>
public sealed record BorderlineSmoteOptions
{
    /// <summary>Which classes grow, and to what size; default all but the majority, up to its size.</summary>
    public SamplingStrategy Strategy { get; init; } = SamplingStrategy.Auto;

    /// <summary>Neighbours in the own class among which the partner is drawn; at least 1, default and paper 5.</summary>
    public int K { get; init; } = 5;

    /// <summary>Neighbours in all rows that decide whether a row is in danger; at least 1, default 10. Higher widens the border.</summary>
    public int M { get; init; } = 10;

    /// <summary>Partners of the own class only, or of others too; default <see cref="BorderlineKind.Borderline1"/>.</summary>
    public BorderlineKind Kind { get; init; }

    /// <summary>
    /// For <see cref="BorderlineKind.Borderline2"/>: whether partners of other classes are the seed's nearest there, as the
    /// paper says. False, the default, is what imbalanced-learn 0.10 does: it looks the own class's neighbour numbers up among
    /// the other classes' rows, so those partners are arbitrary rows.
    /// </summary>
    public bool NearestOthers { get; init; }

    /// <summary>How neighbours are searched.</summary>
    public NeighborOptions Neighbors { get; init; } = new();

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">One or more values lie outside their range; the message lists them all.</exception>
    public void Validate()
    {
        new OptionsCheck(nameof(BorderlineSmoteOptions))
            .AtLeast(K, 1, nameof(K))
            .AtLeast(M, 1, nameof(M))
            .Require(Enum.IsDefined(Kind), nameof(Kind), (int)Kind, "0 or 1 is needed")
            .ThrowIfAny();
        Neighbors.Validate();
    }
}
