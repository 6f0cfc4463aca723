using Counterpoise.Options;

namespace Counterpoise.Profiles;

/// <summary>Options of <see cref="ClassProfile"/>.</summary>
public sealed record ClassProfileOptions
{
    /// <summary>β of the effective number, in [0, 1). Default .9999, the paper's value for long-tailed image sets.</summary>
    public double Beta { get; init; } = 0.9999;

    /// <summary>Delta degrees of freedom of σ: 0 (default) for the population's deviation, 1 for the sample's.</summary>
    public int DegreesOfFreedom { get; init; }

    /// <summary>
    /// A class with fewer rows than this is called tiny, at least 1. Default 30: below, a 95% interval of a recall of .8 is wider than .28.
    /// </summary>
    public int TinyClass { get; init; } = 30;

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(ClassProfileOptions))
        .Require(Beta is >= 0 and < 1, nameof(Beta), Beta, "expected a value in [0, 1)")
        .Require(DegreesOfFreedom is 0 or 1, nameof(DegreesOfFreedom), DegreesOfFreedom, "expected 0 or 1")
        .Require(TinyClass >= 1, nameof(TinyClass), TinyClass, "expected at least 1")
        .ThrowIfAny();
}
