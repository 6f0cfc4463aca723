using Counterpoise.Neighbors;
using Counterpoise.Options;

namespace Counterpoise.Resampling;

/// <summary>Options of <see cref="AllKnn"/>.</summary>
public sealed record AllKnnOptions
{
    /// <summary>Which classes may lose rows; default all but the minority.</summary>
    public SamplingStrategy Strategy { get; init; } = SamplingStrategy.Auto;

    /// <summary>Rounds, and neighbours in the last one; at least 1, default 3.</summary>
    public int K { get; init; } = 3;

    /// <summary>When the neighbours agree; default <see cref="Agreement.All"/>.</summary>
    public Agreement Agreement { get; init; }

    /// <summary>Whether to go on when a class has fallen below the minority's first size; default false.</summary>
    public bool AllowMinority { get; init; }

    /// <summary>How neighbours are searched.</summary>
    public NeighborOptions Neighbors { get; init; } = new();

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">One or more values lie outside their range; the message lists them all.</exception>
    public void Validate()
    {
        new OptionsCheck(nameof(AllKnnOptions))
            .AtLeast(K, 1, nameof(K))
            .Require(Enum.IsDefined(Agreement), nameof(Agreement), (int)Agreement, "0 or 1 is needed")
            .ThrowIfAny();
        Neighbors.Validate();
    }
}
