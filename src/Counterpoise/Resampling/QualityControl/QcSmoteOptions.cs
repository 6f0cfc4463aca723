using Counterpoise.Neighbors;
using Counterpoise.Options;

namespace Counterpoise.Resampling;

/// <summary>
/// Options of <see cref="QcSmote"/>. The defaults are the constants of a public re-implementation; the paper's are not published.
/// </summary>
public sealed record QcSmoteOptions
{
    /// <summary>Which classes grow, and to what size; default all but the majority, up to its size.</summary>
    public SamplingStrategy Strategy { get; init; } = SamplingStrategy.Auto;

    /// <summary>
    /// Neighbours that judge trust and purity, and among which the partner is drawn; at least 1, default 5. Small classes use fewer; the
    /// notes say so.
    /// </summary>
    public int K { get; init; } = 5;

    /// <summary>Whether distances are taken on columns scaled to mean 0 and deviation 1; default true.</summary>
    public bool Standardize { get; init; } = true;

    /// <summary>
    /// Candidates per new row; at least 1. Null, the default, is 1, 3 or 5 by overlap, and 2 more at an imbalance ratio of 10.
    /// </summary>
    public int? Candidates { get; init; }

    /// <summary>
    /// Least of the largest gap, which else is 1 - overlap; in (0, 1], default 0.1. Raise it to 0.5 where nearly all rows are duplicates.
    /// </summary>
    public double GapFloor { get; init; } = 0.1;

    /// <summary>Whether a class of one row is an error; default false: its row is duplicated.</summary>
    public bool Strict { get; init; }

    /// <summary>Columns that hold category codes: they take the value most frequent among the seed's neighbours; default none.</summary>
    public int[] CategoricalColumns { get; init; } = [];

    /// <summary>How neighbours are searched; the metric is Euclidean.</summary>
    public NeighborOptions Neighbors { get; init; } = new();

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">One or more values lie outside their range; the message lists them all.</exception>
    public void Validate()
    {
        new OptionsCheck(nameof(QcSmoteOptions))
            .AtLeast(K, 1, nameof(K))
            .AtLeast(Candidates ?? 1, 1, nameof(Candidates))
            .Require(GapFloor is > 0 and <= 1, nameof(GapFloor), GapFloor, "a number above 0 and at most 1 is needed")
            .Require(CategoricalColumns.All(c => c >= 0) && CategoricalColumns.Distinct().Count() == CategoricalColumns.Length,
                "CategoricalColumns holds a negative column or one twice")
            .Require(Neighbors.Metric == NeighborMetric.Euclidean, "the metric must be Euclidean")
            .ThrowIfAny();
        Neighbors.Validate();
    }
}
