using Counterpoise.Neighbors;
using Counterpoise.Options;

namespace Counterpoise.Resampling;

/// <summary>Options of <see cref="ProWSyn"/>.</summary>
public sealed record ProWSynOptions
{
    /// <summary>Which classes grow, and to what size; default all but the majority, up to its size.</summary>
    public SamplingStrategy Strategy { get; init; } = SamplingStrategy.Auto;

    /// <summary>Rows of the class that each other row puts on its level, and partners of a seed; at least 1, default and paper 5.</summary>
    public int K { get; init; } = 5;

    /// <summary>Levels of proximity; at least 1, default and paper 5.</summary>
    public int Levels { get; init; } = 5;

    /// <summary>How fast the weight falls from level to level; at least 0, default and paper 1.</summary>
    public double Decay { get; init; } = 1;

    /// <summary>How neighbours are searched; the metric is Euclidean.</summary>
    public NeighborOptions Neighbors { get; init; } = new();

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">One or more values lie outside their range; the message lists them all.</exception>
    public void Validate()
    {
        new OptionsCheck(nameof(ProWSynOptions))
            .AtLeast(K, 1, nameof(K))
            .AtLeast(Levels, 1, nameof(Levels))
            .Require(Decay is >= 0 and < double.PositiveInfinity,
                nameof(Decay), Decay, "a finite number of at least 0 is needed")
            .Require(Neighbors.Metric == NeighborMetric.Euclidean, "the metric must be Euclidean")
            .ThrowIfAny();
        Neighbors.Validate();
    }
}
