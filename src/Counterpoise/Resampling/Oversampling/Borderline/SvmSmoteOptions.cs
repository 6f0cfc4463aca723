using Counterpoise.Neighbors;
using Counterpoise.Options;

namespace Counterpoise.Resampling;

/// <summary>Options of <see cref="SvmSmote"/>.</summary>
public sealed record SvmSmoteOptions
{
    /// <summary>Which classes grow, and to what size; default all but the majority, up to its size.</summary>
    public SamplingStrategy Strategy { get; init; } = SamplingStrategy.Auto;

    /// <summary>Neighbours in the own class among which the partner is drawn; at least 1, default and paper 5.</summary>
    public int K { get; init; } = 5;

    /// <summary>Neighbours in all rows that tell noise, danger and safety apart; at least 1, default 10.</summary>
    public int M { get; init; } = 10;

    /// <summary>How far beyond a safe seed, away from its partner, a row may lie; above 0, default 0.5.</summary>
    public double OutStep { get; init; } = 0.5;

    /// <summary>
    /// Price of a margin violation in the support vector machine; above 0, default 1. Higher leaves fewer support vectors.
    /// </summary>
    public double Penalty { get; init; } = 1;

    /// <summary>How neighbours are searched; the metric is Euclidean.</summary>
    public NeighborOptions Neighbors { get; init; } = new();

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">One or more values lie outside their range; the message lists them all.</exception>
    public void Validate()
    {
        new OptionsCheck(nameof(SvmSmoteOptions))
            .AtLeast(K, 1, nameof(K))
            .AtLeast(M, 1, nameof(M))
            .Require(OutStep is > 0 and < double.PositiveInfinity,
                nameof(OutStep), OutStep, "a finite number above 0 is needed")
            .Require(Penalty is > 0 and < double.PositiveInfinity,
                nameof(Penalty), Penalty, "a finite number above 0 is needed")
            .Require(Neighbors.Metric == NeighborMetric.Euclidean, "the metric must be Euclidean")
            .ThrowIfAny();
        Neighbors.Validate();
    }
}
