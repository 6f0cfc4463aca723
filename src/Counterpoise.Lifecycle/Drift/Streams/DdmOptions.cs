using Counterpoise.Options;

namespace Counterpoise.Lifecycle.Drift.Streams;

/// <summary>Options of <see cref="Ddm"/>.</summary>
public sealed record DdmOptions
{
    /// <summary>Rows before the first test, at least 1; the paper's 30 by default.</summary>
    public int MinimumRows { get; init; } = 30;

    /// <summary>
    /// Errors before the first alarm, at least 0; 5 by default, which is not the paper's. With 0 a stream that began without an error
    /// alarms at its first one, since its smallest error rate has a standard deviation of 0.
    /// </summary>
    public int MinimumErrors { get; init; } = 5;

    /// <summary>
    /// Standard deviations above the best error rate that warn, above 0 and at most <see cref="DriftDeviations"/>; the paper's 2.
    /// </summary>
    public double WarningDeviations { get; init; } = 2;

    /// <summary>Standard deviations above the best error rate that alarm; the paper's 3.</summary>
    public double DriftDeviations { get; init; } = 3;

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">A property is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(DdmOptions))
        .Require(MinimumRows >= 1, nameof(MinimumRows), MinimumRows, "expected at least 1")
        .Require(MinimumErrors >= 0, nameof(MinimumErrors), MinimumErrors, "expected at least 0")
        .Require(WarningDeviations > 0 && WarningDeviations <= DriftDeviations,
            nameof(WarningDeviations), WarningDeviations, $"expected above 0 and at most DriftDeviations ({DriftDeviations})")
        .Require(double.IsFinite(DriftDeviations), nameof(DriftDeviations), DriftDeviations, "expected a finite number")
        .ThrowIfAny();
}
