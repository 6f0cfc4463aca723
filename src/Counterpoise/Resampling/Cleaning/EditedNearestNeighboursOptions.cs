using Counterpoise.Neighbors;
using Counterpoise.Options;

namespace Counterpoise.Resampling;

/// <summary>Options of <see cref="EditedNearestNeighbours"/>.</summary>
public sealed record EditedNearestNeighboursOptions
{
    /// <summary>Which classes may lose rows; default all but the minority.</summary>
    public SamplingStrategy Strategy { get; init; } = SamplingStrategy.Auto;

    /// <summary>Neighbours that judge a row; at least 1, default and paper 3.</summary>
    public int K { get; init; } = 3;

    /// <summary>When they agree; default <see cref="Agreement.All"/>; the paper's is <see cref="Agreement.Mode"/>.</summary>
    public Agreement Agreement { get; init; }

    /// <summary>How neighbours are searched.</summary>
    public NeighborOptions Neighbors { get; init; } = new();

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">One or more values lie outside their range; the message lists them all.</exception>
    public void Validate()
    {
        new OptionsCheck(nameof(EditedNearestNeighboursOptions))
            .AtLeast(K, 1, nameof(K))
            .Require(Enum.IsDefined(Agreement), nameof(Agreement), (int)Agreement, "0 or 1 is needed")
            .ThrowIfAny();
        Neighbors.Validate();
    }
}
