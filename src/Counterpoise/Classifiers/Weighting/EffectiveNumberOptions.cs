using Counterpoise.Options;

namespace Counterpoise.Classifiers;

/// <summary>Options of <see cref="EffectiveNumberWeighted"/>.</summary>
public sealed record EffectiveNumberOptions
{
    /// <summary>β, in [0, 1): 0 weighs all rows alike, towards 1 all classes. Default 0.9999.</summary>
    public double Beta { get; init; } = 0.9999;

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">A value lies outside its range.</exception>
    public void Validate() => new OptionsCheck(nameof(EffectiveNumberOptions))
        .Require(Beta is >= 0 and < 1, nameof(Beta), Beta, "expected a value in [0, 1)")
        .ThrowIfAny();
}
