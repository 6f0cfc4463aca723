using Counterpoise.Neighbors;
using Counterpoise.Options;

namespace Counterpoise.Resampling;

/// <summary>Options of <see cref="GeometricSmote"/>.</summary>
public sealed record GeometricSmoteOptions
{
    /// <summary>Which classes grow, and to what size; default all but the majority, up to its size.</summary>
    public SamplingStrategy Strategy { get; init; } = SamplingStrategy.Auto;

    /// <summary>Neighbours of the own class among which the surface row is drawn; at least 1, default 5.</summary>
    public int K { get; init; } = 5;

    /// <summary>Which row sets the radius; default <see cref="SurfaceSelection.Combined"/>.</summary>
    public SurfaceSelection Selection { get; init; }

    /// <summary>
    /// How much of the sphere is cut off: 1, the default, leaves the half towards the surface row, 0 all, -1 the half away from it.
    /// </summary>
    public double Truncation { get; init; } = 1;

    /// <summary>How flat the sphere is pressed towards the line to the surface row: 0, the default, not at all, 1 to the line.</summary>
    public double Deformation { get; init; }

    /// <summary>How neighbours are searched; the metric is Euclidean.</summary>
    public NeighborOptions Neighbors { get; init; } = new();

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">One or more values lie outside their range; the message lists them all.</exception>
    public void Validate()
    {
        new OptionsCheck(nameof(GeometricSmoteOptions))
            .AtLeast(K, 1, nameof(K))
            .Require(Enum.IsDefined(Selection), nameof(Selection), (int)Selection, "0 to 2 is needed")
            .Require(Truncation is >= -1 and <= 1, nameof(Truncation), Truncation, "-1 to 1 is needed")
            .Require(Deformation is >= 0 and <= 1, nameof(Deformation), Deformation, "0 to 1 is needed")
            .Require(Neighbors.Metric == NeighborMetric.Euclidean, "the metric must be Euclidean")
            .ThrowIfAny();
        Neighbors.Validate();
    }
}
