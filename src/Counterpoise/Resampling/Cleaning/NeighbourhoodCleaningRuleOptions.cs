using Counterpoise.Neighbors;
using Counterpoise.Options;

namespace Counterpoise.Resampling;

/// <summary>Options of <see cref="NeighbourhoodCleaningRule"/>.</summary>
public sealed record NeighbourhoodCleaningRuleOptions
{
    /// <summary>Which classes may lose rows; default all but the minority.</summary>
    public SamplingStrategy Strategy { get; init; } = SamplingStrategy.Auto;

    /// <summary>Neighbours that judge a row; at least 1, default and paper 3.</summary>
    public int K { get; init; } = 3;

    /// <summary>
    /// When a minority row's neighbours count as its own; default <see cref="Agreement.All"/>; the paper's is <see cref="Agreement.Mode"/>.
    /// </summary>
    public Agreement Agreement { get; init; }

    /// <summary>
    /// Only classes with more than this share of all rows lose neighbours of minority rows; in (0, 1), default and paper 0.5.
    /// </summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>
    /// With <see cref="Agreement.All"/>: whether a neighbourhood is a minority row's own when all its rows are of the minority.
    /// False, the default, is imbalanced-learn 0.10's rule, which asks instead that no neighbour has label 0; both are the same
    /// for two classes of which the majority is 0.
    /// </summary>
    public bool CompareWithMinority { get; init; }

    /// <summary>How neighbours are searched.</summary>
    public NeighborOptions Neighbors { get; init; } = new();

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">One or more values lie outside their range; the message lists them all.</exception>
    public void Validate()
    {
        new OptionsCheck(nameof(NeighbourhoodCleaningRuleOptions))
            .AtLeast(K, 1, nameof(K))
            .Require(Enum.IsDefined(Agreement), nameof(Agreement), (int)Agreement, "0 or 1 is needed")
            .Require(Threshold is > 0 and < 1, nameof(Threshold), Threshold, "a share between 0 and 1 is needed")
            .ThrowIfAny();
        Neighbors.Validate();
    }
}
