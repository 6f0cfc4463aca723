using Counterpoise.Options;

namespace Counterpoise.Lifecycle.Drift.Streams;

/// <summary>Options of <see cref="DdmOci"/>.</summary>
public sealed record DdmOciOptions
{
    /// <summary>Rows of the class before the first test, at least 2; 30 by default.</summary>
    public int MinimumRows { get; init; } = 30;

    /// <summary>
    /// What the recall keeps from one row of the class to the next, η, in (0, 1); the paper's .9, a memory of about 19 rows.
    /// </summary>
    public double Decay { get; init; } = .9;

    /// <summary>
    /// Standard deviations below the best recall that warn, above 0 and at most <see cref="DriftDeviations"/>; 2 by default.
    /// </summary>
    public double WarningDeviations { get; init; } = 2;

    /// <summary>Standard deviations below the best recall that alarm; 3 by default.</summary>
    public double DriftDeviations { get; init; } = 3;

    /// <summary>
    /// Whether to compare as the paper does: with the best decayed recall, and sqrt(R(1 − R)/n) as standard deviation; false by default.
    /// The best of a figure that keeps moving lies too high, and its deviation goes to 0 with n, so that it alarms again and again without
    /// a change.
    /// </summary>
    public bool AsPublished { get; init; }

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">A property is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(DdmOciOptions))
        .Require(MinimumRows >= 2, nameof(MinimumRows), MinimumRows, "expected at least 2")
        .Require(Decay is > 0 and < 1, nameof(Decay), Decay, "expected in (0, 1)")
        .Require(WarningDeviations > 0 && WarningDeviations <= DriftDeviations,
            nameof(WarningDeviations), WarningDeviations, $"expected above 0 and at most DriftDeviations ({DriftDeviations})")
        .Require(double.IsFinite(DriftDeviations), nameof(DriftDeviations), DriftDeviations, "expected a finite number")
        .ThrowIfAny();
}
