using Counterpoise.Options;

namespace Counterpoise.Lifecycle.Drift.Streams;

/// <summary>Options of <see cref="Eddm"/>.</summary>
public sealed record EddmOptions
{
    /// <summary>Errors before the first test, at least 2; the paper's 30 by default.</summary>
    public int MinimumErrors { get; init; } = 30;

    /// <summary>
    /// Share of the best distance below which it warns, in (0, 1] and at least <see cref="DriftRatio"/>; the paper's .95.
    /// </summary>
    public double WarningRatio { get; init; } = .95;

    /// <summary>Share of the best distance below which it alarms, in (0, 1]; the paper's .90.</summary>
    public double DriftRatio { get; init; } = .90;

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">A property is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(EddmOptions))
        .Require(MinimumErrors >= 2, nameof(MinimumErrors), MinimumErrors, "expected at least 2")
        .Require(DriftRatio is > 0 and <= 1, nameof(DriftRatio), DriftRatio, "expected in (0, 1]")
        .Require(WarningRatio >= DriftRatio && WarningRatio <= 1,
            nameof(WarningRatio), WarningRatio, $"expected in [DriftRatio, 1] = [{DriftRatio}, 1]")
        .ThrowIfAny();
}
