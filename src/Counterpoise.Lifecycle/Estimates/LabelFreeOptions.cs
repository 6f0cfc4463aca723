using Counterpoise.Options;

namespace Counterpoise.Lifecycle.Estimates;

/// <summary>Options of <see cref="LabelFreeEstimator"/>.</summary>
public sealed record LabelFreeOptions
{
    /// <summary>
    /// Whether the probabilities are calibrated on the reference first (isotonic, one class against the rest); true by default.
    /// </summary>
    public bool Calibrate { get; init; } = true;

    /// <summary>Draws of the classes for the intervals, at least 10; 500 by default.</summary>
    public int Draws { get; init; } = 500;

    /// <summary>Nominal coverage of the intervals, in (0, 1); .95 by default.</summary>
    public double Confidence { get; init; } = .95;

    /// <summary>
    /// Error of a class's prior on held-out reference rows, relative to it, above which calibration counts as broken; .25 by default.
    /// </summary>
    public double CalibrationTolerance { get; init; } = .25;

    /// <summary>Rows of each class that the reference needs, at least 1; 30 by default.</summary>
    public int MinimumClassRows { get; init; } = 30;

    /// <summary>Seed of the draws and of the held-out rows.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">A property is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(LabelFreeOptions))
        .Require(Draws >= 10, nameof(Draws), Draws, "expected at least 10")
        .Require(Confidence is > 0 and < 1, nameof(Confidence), Confidence, "expected in (0, 1)")
        .Require(CalibrationTolerance > 0, nameof(CalibrationTolerance), CalibrationTolerance, "expected above 0")
        .Require(MinimumClassRows >= 1, nameof(MinimumClassRows), MinimumClassRows, "expected at least 1")
        .ThrowIfAny();
}
