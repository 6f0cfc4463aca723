using Counterpoise.Options;

namespace Counterpoise.Resampling;

/// <summary>Options of <see cref="PolynomFitSmote"/>.</summary>
public sealed record PolynomFitSmoteOptions
{
    /// <summary>Which classes grow, and to what size; default all but the majority, up to its size.</summary>
    public SamplingStrategy Strategy { get; init; } = SamplingStrategy.Auto;

    /// <summary>Which rows are joined; default <see cref="PolynomTopology.Star"/>.</summary>
    public PolynomTopology Topology { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value lies outside its range.</exception>
    public void Validate() => new OptionsCheck(nameof(PolynomFitSmoteOptions))
        .Require(Enum.IsDefined(Topology), nameof(Topology), (int)Topology, "0 to 2 is needed").ThrowIfAny();
}
