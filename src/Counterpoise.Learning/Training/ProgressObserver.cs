using System.Diagnostics;
using Counterpoise.Learning.Observers;

namespace Counterpoise.Learning.Training;

/// <summary>Tells how far a run is after every step and every epoch.</summary>
internal sealed class ProgressObserver(IProgress<TrainingProgress> progress, int epochs, int batches, int rows) : ITrainingObserver
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private long _rowsDone;
    private (int Batch, double Loss) _last = (0, double.NaN);
    private int _batchesBefore;

    public string Name => "progress";

    /// <summary>Batches of the first epoch that an earlier session has done.</summary>
    public int BatchesBefore
    {
        init => _batchesBefore = value;
    }

    public void OnStep(StepReport report)
    {
        _rowsDone += report.Position.JoinedRows.Count;
        _batchesBefore = 0;
        _last = (report.Position.Batch + 1, report.Totals.Mean(Objectives.EpochTotals.Loss));
        Report(report.Position.Epoch, null, null);
    }

    public void OnEpoch(EpochReport report)
    {
        // An epoch whose batches are all done before is evaluated first.
        _last = _last.Batch == 0 ? (_batchesBefore, report.Record[Objectives.EpochTotals.Loss]) : _last;
        Report(report.Epoch, report.Watched?.Value, report.Warning);
        _last = (0, double.NaN);
    }

    private void Report(int epoch, double? watched, string? warning)
    {
        var rate = _rowsDone / Math.Max(_clock.Elapsed.TotalSeconds, 1e-9);
        var rowsLeft = ((double)(epochs - epoch) - ((double)_last.Batch / batches)) * rows;

        // A session that begins with the evaluation of an epoch has no rate yet.
        TimeSpan? remaining = _rowsDone == 0 ? null : TimeSpan.FromSeconds(rowsLeft / rate);
        progress.Report(new TrainingProgress(epoch + 1, epochs, _last.Batch, batches, _last.Loss, rate, remaining, watched, warning));
    }
}
