using System.Diagnostics;
using Counterpoise.Comparisons;
using Counterpoise.Learning.Logging;
using Counterpoise.Learning.Objectives;
using Counterpoise.Learning.Runs;
using Counterpoise.Learning.Sampling;
using Counterpoise.Metrics;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Learning.Training;

/// <summary>The bookkeeping of a run from where it starts or goes on: position, sums, logs, the best epoch and progress.</summary>
internal sealed class TrainingSession : IDisposable
{
    private readonly TrainerOptions _options;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly int _batches;
    private readonly int _rows;
    private readonly ContrastivePlateau _plateau = new();
    private readonly List<TrainingEpoch> _curve = [];
    private readonly MetricsLog? _log;
    private readonly TensorBoardWriter? _board;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly double _secondsBefore;
    private long _rowsDone;
    private int _stepsSinceCheckpoint;

    public TrainingSession(TrainerOptions options, RunFolder? run, IBatchSampler sampler, RunState state, IProgress<TrainingProgress>? progress)
    {
        (_options, Run, State, _progress) = (options, run, state, progress);
        (_batches, _rows) = (sampler.BatchesPerEpoch, sampler.RowCount);
        _plateau.EpochsAtPlateau = state.EpochsAtPlateau;
        _secondsBefore = state.Seconds;
        if (run is not null)
        {
            _log = new MetricsLog(run.Path, state.Epoch - 1);
            _curve.AddRange(_log.Records.Select(CurvePoint));
            _board = new TensorBoardWriter(run.Events, DateTimeOffset.UtcNow);
        }
    }

    public RunFolder? Run { get; }

    public RunState State { get; private set; }

    /// <summary>The epoch from which on patience is counted: before deferred weights set in, the method has not begun.</summary>
    public int PatientFrom { get; init; }

    public bool IsOutOfPatience => _options.Patience is { } patience && State.BestEpoch >= 0 && State.Epoch - 1 - Math.Max(State.BestEpoch, PatientFrom - 1) >= patience;

    public bool CheckpointIsDue => _options.CheckpointSteps > 0 && _stepsSinceCheckpoint >= _options.CheckpointSteps;

    public void EndStep(ObjectiveTerms terms, int rows, bool stepped, IReadOnlyDictionary<string, NoiseState> noise)
    {
        State = State with { Batch = State.Batch + 1, Steps = State.Steps + (stepped ? 1 : 0), Totals = State.Totals.With(terms), Noise = noise };
        _rowsDone += rows;
        // A checkpoint between accumulated batches would lose their gradients.
        _stepsSinceCheckpoint = stepped ? _stepsSinceCheckpoint + 1 : Math.Min(_stepsSinceCheckpoint, _options.CheckpointSteps - 1);
        if (!double.IsFinite(State.Totals.Loss))
        {
            throw new InvalidOperationException($"the loss became {terms.Total.ToDouble()} in epoch {State.Epoch + 1}, batch {State.Batch}: lower the learning rate or clip gradients; the last checkpoint is from before");
        }

        Report(null, null);
    }

    /// <returns>Whether this epoch is the best so far.</returns>
    public bool EndEpoch(Evaluation? evaluation, double learningRate, IContrastiveSchedule? schedule)
    {
        var metric = evaluation?.Metrics.First(m => m.Name == _options.WatchedMetric);
        var watched = metric is null ? null : metric.Value ?? Undefined(evaluation!);
        var improved = watched is { } value && (State.BestMetric is not { } best || (metric!.HigherIsBetter ? value > best : value < best));
        var totals = State.Totals;
        var constants = schedule?.At(State.Epoch);
        var record = new Dictionary<string, double>
        {
            ["loss"] = totals.Loss / totals.Batches,
            ["class_term"] = totals.ClassTerm / totals.Batches,
            ["learning_rate"] = learningRate,
            ["missing_classes_per_batch"] = (double)totals.MissingClasses / totals.Batches,
        };
        if (constants is { } c)
        {
            record["contrastive_term"] = totals.ContrastiveTerm / totals.Batches;
            record["temperature"] = c.Temperature;
            record["contrastive_weight"] = c.Weight;
            record["anchors_without_positive"] = totals.AnchorsWithoutPositive;
        }

        foreach (var measured in evaluation?.Metrics ?? [])
        {
            record[$"validation_{measured.Name}"] = measured.Value ?? double.NaN;
        }

        if (watched is { } seen)
        {
            record["watched"] = seen;
        }

        var alarm = constants is null ? null : _plateau.Observe(totals.ContrastiveTerm / totals.Batches, totals.UniformLoss / totals.Batches);
        _log?.Append(State.Epoch, record);
        _board?.WriteScalars(State.Epoch, record.Where(r => double.IsFinite(r.Value)), DateTimeOffset.UtcNow);
        _curve.Add(CurvePoint(new Dictionary<string, double>(record) { ["epoch"] = State.Epoch }));
        Report(watched, alarm);
        State = State with
        {
            Epoch = State.Epoch + 1,
            Batch = 0,
            Totals = new EpochTotals(),
            BestMetric = improved ? watched : State.BestMetric,
            BestEpoch = improved || evaluation is null ? State.Epoch : State.BestEpoch,
            EpochsAtPlateau = _plateau.EpochsAtPlateau,
            Warnings = alarm is null ? State.Warnings : [.. State.Warnings, alarm],
        };
        return improved;
    }

    public RunState Snapshot()
    {
        _stepsSinceCheckpoint = 0;
        return State with { Seconds = _secondsBefore + _clock.Elapsed.TotalSeconds };
    }

    public TrainResult Result() => new(State.BestEpoch + 1, State.BestMetric, State.Epoch, State.Epoch < _options.Epochs, _curve, State.Warnings, _secondsBefore + _clock.Elapsed.TotalSeconds);

    public void Dispose() => _board?.Dispose();

    private static TrainingEpoch CurvePoint(IReadOnlyDictionary<string, double> record) => new()
    {
        Epoch = (int)record["epoch"] + 1,
        Loss = record["loss"],
        ClassTerm = record["class_term"],
        ContrastiveTerm = Optional(record, "contrastive_term"),
        Temperature = Optional(record, "temperature"),
        ContrastiveWeight = Optional(record, "contrastive_weight"),
        LearningRate = record["learning_rate"],
        ValidationMetric = Optional(record, "watched"),
    };

    private static double? Optional(IReadOnlyDictionary<string, double> record, string name) => record.TryGetValue(name, out var value) ? value : null;

    private double? Undefined(Evaluation evaluation) =>
        throw new ArgumentException($"the watched metric '{_options.WatchedMetric}' is not defined on the validation part{(evaluation.AbsentClasses.Count > 0 ? $", which lacks {evaluation.AbsentClasses.Count} of {evaluation.ClassNames.Count} classes" : "")}; defined are {string.Join(", ", evaluation.Metrics.Where(m => m.Value is not null).Select(m => m.Name))}");

    private void Report(double? watched, string? warning)
    {
        var rate = _rowsDone / Math.Max(_clock.Elapsed.TotalSeconds, 1e-9);
        var rowsLeft = ((double)(_options.Epochs - State.Epoch) - ((double)State.Batch / _batches)) * _rows;
        var loss = State.Totals.Batches == 0 ? double.NaN : State.Totals.Loss / State.Totals.Batches;
        _progress?.Report(new TrainingProgress(State.Epoch + 1, _options.Epochs, State.Batch, _batches, loss, rate, TimeSpan.FromSeconds(rowsLeft / Math.Max(rate, 1e-9)), watched, warning));
    }
}
