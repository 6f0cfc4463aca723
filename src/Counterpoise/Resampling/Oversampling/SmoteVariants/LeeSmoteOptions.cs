using Counterpoise.Neighbors;
using Counterpoise.Options;

namespace Counterpoise.Resampling;

/// <summary>Options of <see cref="LeeSmote"/>.</summary>
public sealed record LeeSmoteOptions
{
    /// <summary>Which classes grow, and to what size; default all but the majority, up to its size.</summary>
    public SamplingStrategy Strategy { get; init; } = SamplingStrategy.Auto;

    /// <summary>Neighbours of a seed, and neighbours that judge a new row; at least 1, default 5.</summary>
    public int K { get; init; } = 5;

    /// <summary>A new row is refused if at least this share of its nearest rows is of other classes; in (0, 1], default 0.5.</summary>
    public double RejectionLevel { get; init; } = 0.5;

    /// <summary>Rounds of drawing anew what was refused; at least 1, default 20. What is still missing is duplicated, and noted.</summary>
    public int MaxRounds { get; init; } = 20;

    /// <summary>How neighbours are searched; the metric is Euclidean.</summary>
    public NeighborOptions Neighbors { get; init; } = new();

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">One or more values lie outside their range; the message lists them all.</exception>
    public void Validate()
    {
        new OptionsCheck(nameof(LeeSmoteOptions))
            .AtLeast(K, 1, nameof(K))
            .AtLeast(MaxRounds, 1, nameof(MaxRounds))
            .Require(RejectionLevel is > 0 and <= 1, nameof(RejectionLevel), RejectionLevel, "a share above 0 and at most 1 is needed")
            .Require(Neighbors.Metric == NeighborMetric.Euclidean, "the metric must be Euclidean")
            .ThrowIfAny();
        Neighbors.Validate();
    }
}
