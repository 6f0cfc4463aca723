using Counterpoise.Options;
using Counterpoise.Transfer.Curves;
using Counterpoise.Transfer.Sampling;

namespace Counterpoise.Transfer.Strategies;

/// <summary>Options of all transfer strategies.</summary>
public sealed record TransferOptions
{
    /// <summary>The shape of every curve. Default lognormal.</summary>
    public FragilityForm Form { get; init; } = FragilityForm.Lognormal;

    /// <summary>
    /// Prior standard deviation of ln θ around the sources. Default 1: between buildings before and after a retrofit ln θ moves by 0.6
    /// to 1.2; with 0.3 such a target is drawn far to its source.
    /// </summary>
    public double MedianDeviation { get; init; } = 1;

    /// <summary>Prior standard deviation of ln β around the sources. Default 0.3.</summary>
    public double BetaDeviation { get; init; } = 0.3;

    /// <summary>Where parameter-based transfer takes its widths from. Default the two above.</summary>
    public PriorWidth Width { get; init; } = PriorWidth.Fixed;

    /// <summary>Greatest density ratio of instance weighting, from 1. Default 10.</summary>
    public double MaximumRatio { get; init; } = 10;

    /// <summary>Exponent that flattens density ratios, in [0.5, 1]. Default 1, as they are.</summary>
    public double Flattening { get; init; } = 1;

    /// <summary>
    /// Lowest effective number of weighted source structures before instance weighting is refused. Default 10; at least 5% of them are
    /// needed besides.
    /// </summary>
    public double MinimumEffectiveSize { get; init; } = 10;

    /// <summary>λ of source fusion: the penalty of weights that are not equal, at least 0. Default 0.01.</summary>
    public double FusionPenalty { get; init; } = 0.01;

    /// <summary>
    /// Prior standard deviation of the shift d in ln θ' = ln θ + d that source fusion adapts by. Default 0.5; 0 does not adapt.
    /// </summary>
    public double FusionShift { get; init; } = 0.5;

    /// <summary>Parametric resamples from which source fusion takes its bands, 0 for none. Default 200.</summary>
    public int FusionReplicates { get; init; } = 200;

    /// <summary>
    /// Scale of the half-normal prior of τ, the standard deviation of ln θ between groups, of the hierarchical model. Default 1.
    /// </summary>
    public double GroupMedianScale { get; init; } = 1;

    /// <summary>Scale of the half-normal prior of the standard deviation of ln β between groups. Default 0.3.</summary>
    public double GroupBetaScale { get; init; } = 0.3;

    /// <summary>The sampler of the hierarchical model.</summary>
    public SamplerOptions Sampler { get; init; } = new();

    /// <summary>
    /// Whether sources that the target's records contradict (prior predictive p below <see cref="ConflictLevel"/>) are blended all the
    /// same. Default false: they are left out, and the result says so.
    /// </summary>
    public bool AllowConflict { get; init; }

    /// <summary>The p below which a source conflicts, in [0, 0.5). Default 0.01.</summary>
    public double ConflictLevel { get; init; } = 0.01;

    /// <summary>Seed of all draws.</summary>
    public ulong Seed { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">One or more values cannot be used; the message names each.</exception>
    public void Validate()
    {
        new OptionsCheck(nameof(TransferOptions))
            .Require(IsPositive(MedianDeviation), nameof(MedianDeviation), MedianDeviation, "expected a number above 0")
            .Require(IsPositive(BetaDeviation), nameof(BetaDeviation), BetaDeviation, "expected a number above 0")
            .Require(MaximumRatio >= 1, nameof(MaximumRatio), MaximumRatio, "expected at least 1")
            .Require(Flattening is >= 0.5 and <= 1, nameof(Flattening), Flattening, "expected 0.5 to 1")
            .Require(MinimumEffectiveSize >= 1, nameof(MinimumEffectiveSize), MinimumEffectiveSize, "expected at least 1")
            .Require(FusionPenalty >= 0, nameof(FusionPenalty), FusionPenalty, "expected at least 0")
            .Require(FusionShift >= 0 && double.IsFinite(FusionShift), nameof(FusionShift), FusionShift, "expected at least 0")
            .Require(FusionReplicates is 0 or >= 20, nameof(FusionReplicates), FusionReplicates, "expected 0, or at least 20")
            .Require(IsPositive(GroupMedianScale), nameof(GroupMedianScale), GroupMedianScale, "expected a number above 0")
            .Require(IsPositive(GroupBetaScale), nameof(GroupBetaScale), GroupBetaScale, "expected a number above 0")
            .Require(ConflictLevel is >= 0 and < 0.5, nameof(ConflictLevel), ConflictLevel, "expected 0 to below 0.5")
            .ThrowIfAny();
        Sampler.Validate();
    }

    private static bool IsPositive(double value) => value > 0 && double.IsFinite(value);
}
