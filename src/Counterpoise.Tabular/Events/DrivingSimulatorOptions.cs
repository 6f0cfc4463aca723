using Counterpoise.Options;

namespace Counterpoise.Tabular.Events;

/// <summary>Options of <see cref="DrivingSimulator"/>.</summary>
public sealed record DrivingSimulatorOptions
{
    /// <summary>Events, at least 1. Default 2000.</summary>
    public int Events { get; init; } = 2000;

    /// <summary>Share of delayed triggers, from 0; with that of false ones below 1. Default 0.025.</summary>
    public double DelayedShare { get; init; } = 0.025;

    /// <summary>Share of false triggers, from 0. Default 0.025.</summary>
    public double FalseShare { get; init; } = 0.025;

    /// <summary>
    /// Deviation of what the sensors see of distances, in m, at least 0; rates have a quarter of it. Default 0.4: with it no classifier
    /// tells all events.
    /// </summary>
    public double Noise { get; init; } = 0.4;

    /// <summary>Agents, own car and target among them, at least 2. Default 8.</summary>
    public int Agents { get; init; } = 8;

    /// <summary>Frames of 0.1 s, at least 10; the trigger is at three quarters. Default 40.</summary>
    public int Frames { get; init; } = 40;

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(DrivingSimulatorOptions))
        .Require(Events >= 1, nameof(Events), Events, "expected at least 1")
        .Require(DelayedShare >= 0 && FalseShare >= 0 && DelayedShare + FalseShare < 1,
            $"{nameof(DelayedShare)} is {DelayedShare} and {nameof(FalseShare)} {FalseShare}; expected shares whose sum is below 1")
        .Require(Noise >= 0 && double.IsFinite(Noise), nameof(Noise), Noise, "expected a finite number of at least 0")
        .Require(Agents >= 2, nameof(Agents), Agents, "expected at least 2")
        .Require(Frames >= 10, nameof(Frames), Frames, "expected at least 10")
        .ThrowIfAny();
}
