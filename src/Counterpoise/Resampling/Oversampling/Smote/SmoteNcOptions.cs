using Counterpoise.Neighbors;
using Counterpoise.Options;

namespace Counterpoise.Resampling;

/// <summary>Options of <see cref="SmoteNc"/>.</summary>
public sealed record SmoteNcOptions
{
    /// <summary>
    /// Columns that hold category codes, not all. Default none: those of the table that is resampled; a matrix, which does not know them,
    /// is refused.
    /// </summary>
    public int[] CategoricalColumns { get; init; } = [];

    /// <summary>Which classes grow, and to what size; default all but the majority, up to its size.</summary>
    public SamplingStrategy Strategy { get; init; } = SamplingStrategy.Auto;

    /// <summary>
    /// Neighbours of a seed that vote on its categories, and among which the partner is drawn; at least 1, default and paper 5.
    /// </summary>
    public int K { get; init; } = 5;

    /// <summary>How neighbours are searched; the metric is Euclidean.</summary>
    public NeighborOptions Neighbors { get; init; } = new();

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">One or more values lie outside their range; the message lists them all.</exception>
    public void Validate()
    {
        new OptionsCheck(nameof(SmoteNcOptions))
            .AtLeast(K, 1, nameof(K))
            .Require(CategoricalColumns.All(c => c >= 0), "CategoricalColumns holds a negative column")
            .Require(CategoricalColumns.Distinct().Count() == CategoricalColumns.Length, "CategoricalColumns names a column twice")
            .Require(Neighbors.Metric == NeighborMetric.Euclidean, "the metric must be Euclidean")
            .ThrowIfAny();
        Neighbors.Validate();
    }
}
