using Counterpoise.Options;

namespace Counterpoise.Learning.AdaptiveContrastive;

/// <summary>The constants of the adaptive rule; where the paper is silent the default is a decision, and said so.</summary>
public sealed record AdaptiveContrastiveOptions
{
    /// <summary>
    /// Initial temperature τ0 of Eq. 5, positive. Default 0.1; the paper gives none. At 0.1429 or above τ is clipped to its maximum in
    /// every scenario of the paper.
    /// </summary>
    public double InitialTemperature { get; init; } = 0.1;

    /// <summary>Lower bound of τ, positive. Default 0.01, the paper's.</summary>
    public double MinimumTemperature { get; init; } = 0.01;

    /// <summary>Upper bound of τ. Default 0.1, the paper's.</summary>
    public double MaximumTemperature { get; init; } = 0.1;

    /// <summary>
    /// Initial contrastive weight λ0 of Eq. 7, positive. Default 0.75; the paper gives none. At 1 or above λ is 1 for every class
    /// distribution, and Eq. 7 has no effect.
    /// </summary>
    public double InitialWeight { get; init; } = 0.75;

    /// <summary>Lower bound of λ, not negative. Default 0.1, the paper's.</summary>
    public double MinimumWeight { get; init; } = 0.1;

    /// <summary>Upper bound of λ. Default 1.0, the paper's.</summary>
    public double MaximumWeight { get; init; } = 1.0;

    /// <summary>
    /// Delta degrees of freedom of the standard deviation in Eq. 4: 0 (population, default) or 1 (sample); the paper does not say.
    /// </summary>
    public int DeltaDegreesOfFreedom { get; init; }

    /// <summary>Whether σ is the paper's or scaled to [0, 1]. Default the paper's.</summary>
    public SigmaMode SigmaMode { get; init; } = SigmaMode.Paper;

    /// <summary>Leaves classes without a training row out of σ and gives them weight 0, instead of refusing. Default false.</summary>
    public bool IgnoreEmptyClasses { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">At least one value is out of its range; all are listed.</exception>
    public void Validate() => new OptionsCheck(nameof(AdaptiveContrastiveOptions))
        .Require(InitialTemperature > 0 && double.IsFinite(InitialTemperature),
            nameof(InitialTemperature), InitialTemperature, "it must be positive and finite")
        .Require(MinimumTemperature > 0,
            nameof(MinimumTemperature), MinimumTemperature, "it must be positive, since the loss divides by it")
        .Require(MinimumTemperature <= MaximumTemperature,
            $"MinimumTemperature {MinimumTemperature} is above MaximumTemperature {MaximumTemperature}; swap them")
        .Require(InitialWeight > 0 && double.IsFinite(InitialWeight),
            nameof(InitialWeight), InitialWeight, "it must be positive and finite")
        .Require(MinimumWeight >= 0, nameof(MinimumWeight), MinimumWeight, "it must not be negative")
        .Require(MinimumWeight <= MaximumWeight, $"MinimumWeight {MinimumWeight} is above MaximumWeight {MaximumWeight}; swap them")
        .Require(DeltaDegreesOfFreedom is 0 or 1, nameof(DeltaDegreesOfFreedom), DeltaDegreesOfFreedom, "it must be 0 or 1")
        .ThrowIfAny();
}
