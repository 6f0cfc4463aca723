using Counterpoise.Options;

namespace Counterpoise.TrainingDynamics;

/// <summary>
/// What an effect must reach to count. Calibrate it on runs that differ by their seeds alone: see <see cref="PatternRule.Calibrate"/>.
/// </summary>
public sealed record PatternThresholds
{
    /// <summary>Least size of Hedges' g, above 0. Default 0.5, which is noise at five seeds against five.</summary>
    public double Effect { get; init; } = 0.5;

    /// <summary>Least share of the seeds whose difference has the sign of the mean, from 0.5 to 1. Default 0.8.</summary>
    public double Stability { get; init; } = 0.8;

    /// <summary>
    /// Units of g by which the joint effect must differ from the sum of both to be an interaction. Default 0.5; calibration raises it with
    /// <see cref="Effect"/>.
    /// </summary>
    public double Interaction { get; init; } = 0.5;

    /// <summary>Units of g within which the joint effect counts as that of one alone. Default 0.2.</summary>
    public double Same { get; init; } = 0.2;

    /// <summary>Checks every value and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one value is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(PatternThresholds))
        .Require(Effect > 0, nameof(Effect), Effect, "expected a number above 0")
        .Require(Stability is >= 0.5 and <= 1, nameof(Stability), Stability, "expected a share from 0.5 to 1")
        .Require(Interaction >= 0 && Same >= 0, $"{nameof(Interaction)} is {Interaction} and {nameof(Same)} {Same}; expected at least 0")
        .ThrowIfAny();
}
