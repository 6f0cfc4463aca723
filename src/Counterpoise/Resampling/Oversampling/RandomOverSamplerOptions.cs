using Counterpoise.Options;

namespace Counterpoise.Resampling;

/// <summary>Options of <see cref="RandomOverSampler"/>.</summary>
public sealed record RandomOverSamplerOptions
{
    /// <summary>Which classes grow, and to what size; default all but the majority, up to its size.</summary>
    public SamplingStrategy Strategy { get; init; } = SamplingStrategy.Auto;

    /// <summary>
    /// Width of the smoothed bootstrap, in units of the rule-of-thumb bandwidth; at least 0. Null, the default, copies rows as
    /// they are; 1 is the ROSE of the paper; 0 is a copy that counts as synthetic.
    /// </summary>
    public double? Shrinkage { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value lies outside its range.</exception>
    public void Validate() => new OptionsCheck(nameof(RandomOverSamplerOptions))
        .Require(Shrinkage is null or (>= 0 and < double.PositiveInfinity),
            nameof(Shrinkage), Shrinkage, "a finite number of at least 0 is needed")
        .ThrowIfAny();
}
