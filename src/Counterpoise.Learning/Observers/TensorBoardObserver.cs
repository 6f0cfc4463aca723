using Counterpoise.Learning.Logging;

namespace Counterpoise.Learning.Observers;

/// <summary>Writes an epoch's record to a TensorBoard event file; numbers that are not finite are left out.</summary>
/// <param name="writer">The event file; it stays the caller's.</param>
/// <param name="clock">What time it is; the system's if null.</param>
public sealed class TensorBoardObserver(TensorBoardWriter writer, TimeProvider? clock = null) : ITrainingObserver
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <inheritdoc/>
    public string Name => "tensorboard";

    /// <inheritdoc/>
    public void OnEpoch(EpochReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        writer.WriteScalars(report.Epoch, report.Record.Where(r => double.IsFinite(r.Value)), _clock.GetUtcNow());
    }
}
