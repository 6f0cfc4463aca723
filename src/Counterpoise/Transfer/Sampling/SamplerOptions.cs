using Counterpoise.Options;

namespace Counterpoise.Transfer.Sampling;

/// <summary>How the posterior is sampled.</summary>
public sealed record SamplerOptions
{
    /// <summary>Chains, 2 to 16. Default 4.</summary>
    public int Chains { get; init; } = 4;

    /// <summary>
    /// Warm-up steps of each chain, in which step size and scales are learned, at least 100. Default 500. They are not kept.
    /// </summary>
    public int WarmUp { get; init; } = 500;

    /// <summary>Draws kept of each chain, at least 100. Default 500.</summary>
    public int Draws { get; init; } = 500;

    /// <summary>
    /// How often the draws may be doubled while R-hat is not below <see cref="MaximumRHat"/> or the effective size not above
    /// <see cref="MinimumEffectiveSize"/>, 0 to 6. Default 3. A posterior that still falls short says so.
    /// </summary>
    public int Extensions { get; init; } = 3;

    /// <summary>Acceptance that the step size aims at, in (0.5, 1). Default 0.9.</summary>
    public double TargetAcceptance { get; init; } = 0.9;

    /// <summary>R-hat that every parameter must be below, above 1. Default 1.01.</summary>
    public double MaximumRHat { get; init; } = 1.01;

    /// <summary>Effective draws that every parameter must have more of. Default 400.</summary>
    public double MinimumEffectiveSize { get; init; } = 400;

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">One or more values cannot be used; the message names each.</exception>
    public void Validate() => new OptionsCheck(nameof(SamplerOptions))
        .Require(Chains is >= 2 and <= 16, nameof(Chains), Chains, "expected 2 to 16, for R-hat compares chains")
        .Require(WarmUp >= 100, nameof(WarmUp), WarmUp, "expected at least 100")
        .Require(Draws >= 100, nameof(Draws), Draws, "expected at least 100")
        .Require(Extensions is >= 0 and <= 6, nameof(Extensions), Extensions, "expected 0 to 6")
        .Require(TargetAcceptance is > 0.5 and < 1,
            nameof(TargetAcceptance), TargetAcceptance, "expected a number between 0.5 and 1")
        .Require(MaximumRHat > 1, nameof(MaximumRHat), MaximumRHat, "expected a number above 1")
        .Require(MinimumEffectiveSize > 0, nameof(MinimumEffectiveSize), MinimumEffectiveSize, "expected a number above 0")
        .ThrowIfAny();
}
