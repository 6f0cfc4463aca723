using Counterpoise.Messages;
using Counterpoise.Options;

namespace Counterpoise.Tabular.Events;

/// <summary>Options of <see cref="EventSynthesis"/>.</summary>
public sealed record EventSynthesisOptions
{
    /// <summary>Synthetic events of a rare class for each real one, above 0. Default and paper 1.</summary>
    public double Ratio { get; init; } = 1;

    /// <summary>Share of the synthetic events that are transplanted where there is a donor, from 0 to 1. Default 0.5.</summary>
    public double TransplantShare { get; init; } = 0.5;

    /// <summary>Chance that an agent that is neither the own car nor the target is masked, from 0 to below 1. Default 0.3.</summary>
    public double MaskShare { get; init; } = 0.3;

    /// <summary>Tries until an event passes the kinematic checks, at least 1; then it is given up. Default 10.</summary>
    public int Tries { get; init; } = 10;

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(EventSynthesisOptions))
        .Require(Ratio > 0 && double.IsFinite(Ratio), $"{new SettingPart(nameof(Ratio))} is {Ratio}; expected a finite number above 0")
        .Require(TransplantShare is >= 0 and <= 1, $"{nameof(TransplantShare)} is {TransplantShare}; expected a share from 0 to 1")
        .Require(MaskShare is >= 0 and < 1, $"{new SettingPart(nameof(MaskShare))} is {MaskShare}; expected a share from 0 to below 1")
        .Require(Tries >= 1, nameof(Tries), Tries, "expected at least 1")
        .ThrowIfAny();
}
