using Counterpoise.Learning.Objectives;
using Counterpoise.Learning.Observers;
using Counterpoise.Learning.Training;

namespace Counterpoise.Tests.Learning.Training;

public sealed class ProgressObserverTests
{
    /// <summary>A run was stopped between the last batch of an epoch and its evaluation: the next session evaluates first.</summary>
    [Fact]
    public void A_session_that_begins_with_an_evaluation_tells_no_time_left()
    {
        var told = new Told();
        var observer = new ProgressObserver(told, epochs: 1000, batches: 3, rows: 1_000_000) { BatchesBefore = 3 };
        observer.OnEpoch(new EpochReport(4, new Dictionary<string, double> { [EpochTotals.Loss] = 0.5 }, null, true, null));
        var progress = Assert.Single(told.Reports);
        Assert.Null(progress.Remaining);
        Assert.Equal((5, 3, 0.5), (progress.Epoch, progress.Batch, progress.Loss));
    }

    private sealed class Told : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> Reports { get; } = [];

        public void Report(TrainingProgress value) => Reports.Add(value);
    }
}
