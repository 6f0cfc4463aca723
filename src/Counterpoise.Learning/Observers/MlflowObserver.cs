using Counterpoise.Learning.Logging;

namespace Counterpoise.Learning.Observers;

/// <summary>Writes an epoch's record as a run that MLflow reads.</summary>
/// <param name="run">The run.</param>
/// <param name="clock">What time it is; the system's if null.</param>
public sealed class MlflowObserver(MlflowRun run, TimeProvider? clock = null) : ITrainingObserver
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <inheritdoc/>
    public string Name => "mlflow";

    /// <inheritdoc/>
    public void Begin(int epoch) => run.DropFrom(epoch);

    /// <inheritdoc/>
    public void OnEpoch(EpochReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        run.Log(report.Epoch, report.Record.Where(r => double.IsFinite(r.Value)), _clock.GetUtcNow());
    }
}
