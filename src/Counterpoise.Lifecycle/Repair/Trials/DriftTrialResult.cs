namespace Counterpoise.Lifecycle.Repair.Trials;

/// <summary>What became of one stream under one arm.</summary>
public sealed record DriftTrialResult
{
    /// <summary>What was done to the stream.</summary>
    public required DriftKind Kind { get; init; }

    /// <summary>How it was looked after.</summary>
    public required RepairArm Arm { get; init; }

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The metric over all windows before the drift.</summary>
    public required double Before { get; init; }

    /// <summary>The metric over all windows from the drift on.</summary>
    public required double After { get; init; }

    /// <summary>Windows before the drift, or of the whole stream without one.</summary>
    public required int QuietWindows { get; init; }

    /// <summary>Those of them with an alarm.</summary>
    public required int FalseAlarms { get; init; }

    /// <summary>Windows with an alarm, of the whole stream.</summary>
    public required int Alarms { get; init; }

    /// <summary>Windows from the drift to the first alarm, 0 for its own; null where there was none.</summary>
    public required int? Delay { get; init; }

    /// <summary>
    /// Windows from the drift until the metric over three windows is back at 95% of that before; null where it never is, 0 where it never
    /// fell.
    /// </summary>
    public required int? Recovery { get; init; }

    /// <summary>Models that were fitted and put to use, searches among them.</summary>
    public required int Refits { get; init; }

    /// <summary>Thresholds that were moved.</summary>
    public required int Thresholds { get; init; }

    /// <summary>Times that a person was asked.</summary>
    public required int Asked { get; init; }
}
