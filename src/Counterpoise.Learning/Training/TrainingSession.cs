using System.Diagnostics;
using Counterpoise.Learning.Logging;
using Counterpoise.Learning.Observers;
using Counterpoise.Learning.Objectives;
using Counterpoise.Learning.Runs;
using Counterpoise.Learning.Steps;
using Counterpoise.Metrics;

namespace Counterpoise.Learning.Training;

/// <summary>The bookkeeping of a run from where it starts or goes on: position, sums, records, the best epoch and observers.</summary>
internal sealed class TrainingSession : IDisposable
{
    private readonly LoopOptions _options;
    private readonly ITrainingStep _step;
    private readonly IReadOnlyList<ITrainingObserver> _observers;
    private readonly List<IReadOnlyDictionary<string, double>> _records = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly TensorBoardWriter? _board;
    private readonly double _secondsBefore;
    private RunningTotals _totals;
    private int _stepsSinceCheckpoint;

    public TrainingSession(ITrainingStep step, LoopOptions options, RunFolder? run, RunState state,
        IReadOnlyList<ITrainingObserver> observers)
    {
        (_step, _options, Run, State) = (step, options, run, state);
        (_secondsBefore, _totals) = (state.Seconds, new RunningTotals(state.Totals));
        _step.Memory = state.Memory;
        if (run is not null)
        {
            var log = new MetricsLog(run.Path, state.Epoch - 1);
            _records.AddRange(log.Records);
            _board = new TensorBoardWriter(run.Events, DateTimeOffset.UtcNow);
            observers = [new MetricsLogObserver(log), new TensorBoardObserver(_board), .. observers];
        }

        _observers = observers;
        foreach (var observer in observers)
        {
            observer.Begin(state.Epoch);
        }
    }

    public RunFolder? Run { get; }

    public RunState State { get; private set; }

    public bool IsOutOfPatience => _options.Patience is { } patience && State.BestEpoch >= 0
        && State.Epoch - 1 - Math.Max(State.BestEpoch, _options.PatientFrom - 1) >= patience;

    public bool CheckpointIsDue => _options.CheckpointSteps > 0 && _stepsSinceCheckpoint >= _options.CheckpointSteps;

    /// <param name="joined">The terms over all processes.</param>
    /// <param name="outcome">The step of this one.</param>
    /// <param name="batch">Its batch.</param>
    /// <param name="context">Where it stood.</param>
    public void EndStep(LossTerms joined, StepOutcome outcome, Batches.NamedBatch batch, StepContext context)
    {
        var stepped = context.ChangesParameters;
        State = State with { Batch = State.Batch + 1, Steps = State.Steps + (stepped ? 1 : 0) };
        _totals.Add(joined);
        // A checkpoint between accumulated batches would lose their gradients.
        _stepsSinceCheckpoint = stepped ? _stepsSinceCheckpoint + 1 : Math.Min(_stepsSinceCheckpoint, _options.CheckpointSteps - 1);
        if (joined.Total.device_type == DeviceType.CPU)
        {
            RequireFinite();
        }

        var report = new StepReport(context.Position, State.Steps, batch, outcome, _totals.Read);
        foreach (var observer in _observers)
        {
            observer.OnStep(report);
        }
    }

    /// <returns>Whether this epoch is the best so far.</returns>
    public bool EndEpoch(EpochEvaluation? evaluation, double learningRate)
    {
        RequireFinite();
        var watched = evaluation?.Watched;
        var improved = watched?.Value is { } value && (State.BestMetric is not { } best || IsBetter(watched, value, best)
            || (value == best && evaluation!.TieBreaker is { Value: { } tie } breaker
                && (State.BestTieBreaker is not { } kept || IsBetter(breaker, tie, kept))));
        var totals = _totals.Read();
        var record = new Dictionary<string, double>(_step.Summarize(totals, State.Epoch)) { ["learning_rate"] = learningRate };
        foreach (var measured in evaluation?.Metrics ?? [])
        {
            record[$"validation_{measured.Name}"] = measured.Value ?? double.NaN;
        }

        if (watched?.Value is { } seen)
        {
            record["watched"] = seen;
        }

        var alarm = _step.Warn(totals, State.Epoch);
        _records.Add(new Dictionary<string, double>(record) { ["epoch"] = State.Epoch });
        var report = new EpochReport(State.Epoch, record, watched, improved, alarm);
        foreach (var observer in _observers)
        {
            observer.OnEpoch(report);
        }

        _totals.Dispose();
        _totals = new RunningTotals(new EpochTotals());
        State = State with
        {
            Epoch = State.Epoch + 1,
            Batch = 0,
            BestMetric = improved ? watched!.Value : State.BestMetric,
            BestTieBreaker = improved ? evaluation!.TieBreaker?.Value : State.BestTieBreaker,
            BestEpoch = improved || evaluation is null ? State.Epoch : State.BestEpoch,
            Warnings = alarm is null ? State.Warnings : [.. State.Warnings, alarm],
        };
        return improved;
    }

    private static bool IsBetter(MetricValue metric, double value, double than) => metric.HigherIsBetter ? value > than : value < than;

    /// <param name="noise">Where the noise of the dropouts stands.</param>
    public RunState Snapshot(IReadOnlyDictionary<string, Counterpoise.Torch.Modules.NoiseState> noise)
    {
        RequireFinite();
        _stepsSinceCheckpoint = 0;
        return State with
        {
            Format = RunState.CurrentFormat,
            Totals = _totals.Read(),
            Memory = _step.Memory,
            Noise = noise,
            Seconds = _secondsBefore + _clock.Elapsed.TotalSeconds,
        };
    }

    public LoopResult Result() => new(
        State.BestEpoch + 1, State.BestMetric, State.Epoch, State.Epoch < _options.Epochs, _records, State.Warnings,
        _secondsBefore + _clock.Elapsed.TotalSeconds, State.Steps);

    public void Dispose()
    {
        _totals.Dispose();
        _board?.Dispose();
    }

    /// <summary>Waits for the device.</summary>
    private void RequireFinite()
    {
        var totals = _totals.Read();
        if (totals.Batches > 0 && !double.IsFinite(totals.Sum(EpochTotals.Loss)))
        {
            throw new DivergedException(
                $"the loss became {totals.Sum(EpochTotals.Loss)} in epoch {State.Epoch + 1}, by batch {State.Batch}: lower the learning "
                + $"rate or clip gradients; the last checkpoint is from before");
        }
    }
}
