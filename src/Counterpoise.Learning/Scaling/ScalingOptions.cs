using Counterpoise.Options;

namespace Counterpoise.Learning.Scaling;

/// <summary>What the time of a data-parallel step depends on: measured on one rank and on one link, and asked of many.</summary>
public sealed record ScalingOptions
{
    /// <summary>Ranks p, at least 1.</summary>
    public required int Ranks { get; init; }

    /// <summary>Rows of the joined batch, shared out among the ranks; at least 1.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Seconds of a step on one rank that do not depend on its rows, 0 or more.</summary>
    public double SecondsPerStep { get; init; }

    /// <summary>Seconds of a step on one rank for each of its rows, above 0.</summary>
    public required double SecondsPerRow { get; init; }

    /// <summary>Bytes of all gradients, 0 or more: four for each learnt parameter.</summary>
    public required double GradientBytes { get; init; }

    /// <summary>Latency α of a message in seconds, 0 or more.</summary>
    public required double Latency { get; init; }

    /// <summary>Bandwidth β of a rank's link in bytes a second, above 0.</summary>
    public required double Bandwidth { get; init; }

    /// <summary>
    /// Short all-reduces of a step beside that of the gradients, such as two for each synchronised batch norm; 0, the default, or more.
    /// </summary>
    public int ShortMessages { get; init; }

    /// <summary>
    /// Part of a rank's computing under which the gradients' all-reduce can lie, 0 to 1. Default 0, as in this toolkit: one message after
    /// the backward pass. Frameworks that send layer by layer reach about 0.6.
    /// </summary>
    public double Overlap { get; init; }

    /// <summary>
    /// Standard deviation over mean of a rank's computing from step to step, 0 or more: its draws are log-normal, and the slowest rank is
    /// waited for. Default 0.
    /// </summary>
    public double Jitter { get; init; }

    /// <summary>Cores that the ranks of one machine share, each using one; null, the default, for a core of its own each.</summary>
    public int? SharedCores { get; init; }

    /// <summary>
    /// Factor by which a rank's computing slows while the other cores of its machine compute too, since they share memory and parts of
    /// cores; 1, the default, or more. It counts where <see cref="SharedCores"/> is given and there are several ranks.
    /// </summary>
    public double Contention { get; init; } = 1;

    /// <summary>Steps that are simulated, at least 1; default 1000.</summary>
    public int Steps { get; init; } = 1000;

    /// <summary>Seed of the draws of the jitter.</summary>
    public ulong Seed { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">One or more values lie outside their range; the message lists them all.</exception>
    public void Validate() => new OptionsCheck(nameof(ScalingOptions))
        .Require(Ranks >= 1, nameof(Ranks), Ranks, "expected at least 1")
        .Require(BatchSize >= 1, nameof(BatchSize), BatchSize, "expected at least 1")
        .Require(IsFrom0(SecondsPerStep), nameof(SecondsPerStep), SecondsPerStep, "expected 0 or more")
        .Require(IsFrom0(SecondsPerRow) && SecondsPerRow > 0,
            nameof(SecondsPerRow), SecondsPerRow, "expected above 0")
        .Require(IsFrom0(GradientBytes), nameof(GradientBytes), GradientBytes, "expected 0 or more")
        .Require(IsFrom0(Latency), nameof(Latency), Latency, "expected 0 or more")
        .Require(IsFrom0(Bandwidth) && Bandwidth > 0, nameof(Bandwidth), Bandwidth, "expected above 0")
        .Require(ShortMessages >= 0, nameof(ShortMessages), ShortMessages, "expected 0 or more")
        .Require(Overlap is >= 0 and <= 1, nameof(Overlap), Overlap, "expected 0 to 1")
        .Require(IsFrom0(Jitter), nameof(Jitter), Jitter, "expected 0 or more")
        .Require(SharedCores is null or >= 1, nameof(SharedCores), SharedCores, "expected at least 1, or null for a core each")
        .Require(double.IsFinite(Contention) && Contention >= 1, nameof(Contention), Contention, "expected 1 or more")
        .Require(Steps >= 1, nameof(Steps), Steps, "expected at least 1")
        .ThrowIfAny();

    private static bool IsFrom0(double value) => double.IsFinite(value) && value >= 0;
}
