using Counterpoise.Options;

namespace Counterpoise.Lifecycle.Drift.Trials;

/// <summary>Options of <see cref="DetectorTrial"/>.</summary>
public sealed record DetectorTrialOptions
{
    /// <summary>Rows from one false alarm to the next that every detector is tuned to, at least 10; 1000 by default.</summary>
    public double RunLength { get; init; } = 1000;

    /// <summary>Rows without a change on which they are tuned, at least ten run lengths; 200,000 by default.</summary>
    public int StationaryRows { get; init; } = 200_000;

    /// <summary>Streams with a change, at least 1; 200 by default.</summary>
    public int Streams { get; init; } = 200;

    /// <summary>Rows before the change, at least 1; 2000 by default.</summary>
    public int RowsBefore { get; init; } = 2000;

    /// <summary>Rows after it in which an alarm counts as a detection, at least 1; 2000 by default.</summary>
    public int RowsAfter { get; init; } = 2000;

    /// <summary>Seed of every stream.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">A property is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(DetectorTrialOptions))
        .Require(RunLength >= 10, nameof(RunLength), RunLength, "expected at least 10")
        .Require(StationaryRows >= 10 * RunLength,
            nameof(StationaryRows), StationaryRows, $"expected at least ten run lengths ({10 * RunLength})")
        .Require(Streams >= 1, nameof(Streams), Streams, "expected at least 1")
        .Require(RowsBefore >= 1, nameof(RowsBefore), RowsBefore, "expected at least 1")
        .Require(RowsAfter >= 1, nameof(RowsAfter), RowsAfter, "expected at least 1")
        .ThrowIfAny();
}
