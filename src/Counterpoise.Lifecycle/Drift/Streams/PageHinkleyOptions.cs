using Counterpoise.Options;

namespace Counterpoise.Lifecycle.Drift.Streams;

/// <summary>Options of <see cref="PageHinkley"/>.</summary>
public sealed record PageHinkleyOptions
{
    /// <summary>Rows before the first test, at least 1; 30 by default, as River and MOA.</summary>
    public int MinimumRows { get; init; } = 30;

    /// <summary>Rise of the mean that is tolerated, δ, in the values' unit, at least 0; .005 by default.</summary>
    public double Tolerance { get; init; } = .005;

    /// <summary>
    /// Sum of deviations that alarms, λ, in the values' unit, above 0; 50 by default. Larger values alarm later and more rarely.
    /// </summary>
    public double Threshold { get; init; } = 50;

    /// <summary>Share of <see cref="Threshold"/> that warns, in (0, 1]; .5 by default. The test as published has no warning.</summary>
    public double WarningShare { get; init; } = .5;

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">A property is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(PageHinkleyOptions))
        .Require(MinimumRows >= 1, nameof(MinimumRows), MinimumRows, "expected at least 1")
        .Require(Tolerance >= 0 && double.IsFinite(Tolerance), nameof(Tolerance), Tolerance, "expected a finite number of at least 0")
        .Require(Threshold > 0 && double.IsFinite(Threshold), nameof(Threshold), Threshold, "expected a finite number above 0")
        .Require(WarningShare is > 0 and <= 1, nameof(WarningShare), WarningShare, "expected in (0, 1]")
        .ThrowIfAny();
}
