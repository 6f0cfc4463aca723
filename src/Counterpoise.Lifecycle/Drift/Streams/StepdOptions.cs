using Counterpoise.Options;

namespace Counterpoise.Lifecycle.Drift.Streams;

/// <summary>Options of <see cref="Stepd"/>.</summary>
public sealed record StepdOptions
{
    /// <summary>Rows of the recent window, at least 2; the paper's 30. Tests begin with twice as many.</summary>
    public int Window { get; init; } = 30;

    /// <summary>Significance that warns, in [<see cref="DriftSignificance"/>, 1); the paper's .05.</summary>
    public double WarningSignificance { get; init; } = .05;

    /// <summary>Significance that alarms, in (0, 1); the paper's .003.</summary>
    public double DriftSignificance { get; init; } = .003;

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">A property is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(StepdOptions))
        .Require(Window >= 2, nameof(Window), Window, "expected at least 2")
        .Require(DriftSignificance is > 0 and < 1, nameof(DriftSignificance), DriftSignificance, "expected in (0, 1)")
        .Require(WarningSignificance >= DriftSignificance && WarningSignificance < 1,
            nameof(WarningSignificance), WarningSignificance, $"expected in [DriftSignificance, 1) = [{DriftSignificance}, 1)")
        .ThrowIfAny();
}
