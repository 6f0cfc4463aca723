using Counterpoise.Learning.Batches;
using Counterpoise.Learning.Observers;
using Counterpoise.Learning.Objectives;
using Counterpoise.Learning.Runs;
using Counterpoise.Learning.Sampling;
using Counterpoise.Learning.Stages;
using Counterpoise.Learning.Steps;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Learning.Training;

/// <summary>
/// Runs any step over any data: order of rows from a sampler, stages, learning rates, accumulation, clipping, averaged weights, the best
/// epoch by an evaluator, observers, several processes, and checkpoints from which a run goes on bit for bit.
/// </summary>
/// <remarks>
/// On a device nothing within a step waits for it unless an observer reads numbers, or several processes add up their gradients. The result
/// does not depend on when a run was interrupted, nor on observers.
/// </remarks>
public sealed class TrainingLoop : IStepHost, IDisposable
{
    private readonly ITrainingStep _step;
    private readonly LoopOptions _options;
    private readonly ExponentialMovingAverage? _average;
    private readonly Checkpoint _checkpoint;
    private readonly StageSetup _setup;
    private RunState _state = new();
    private long _stepsPerEpoch;

    /// <summary>Creates the loop.</summary>
    /// <param name="step">What a step does; it stays the caller's, and so do its modules.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="parallel">The processes that train together, all of which make the same calls; null for this one alone.</param>
    /// <exception cref="Counterpoise.Options.InvalidOptionsException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">The step cannot be shared by processes.</exception>
    public TrainingLoop(ITrainingStep step, LoopOptions options, DataParallel? parallel = null)
        : this(step, options, parallel, _ => false)
    {
    }

    /// <param name="step">What a step does.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="parallel">The processes that train together.</param>
    /// <param name="alwaysLearnable">Parameters that a stage frees even where they are frozen beforehand.</param>
    internal TrainingLoop(ITrainingStep step, LoopOptions options, DataParallel? parallel, Func<string, bool> alwaysLearnable)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_step, _options) = (step, options);
        if (parallel is { Group.Size: > 1 } && !step.CanBeShared)
        {
            throw new ArgumentException(
                $"{step.GetType().Name} compares rows of one batch with each other, so several processes cannot share it: train with one",
                nameof(parallel));
        }

        _average = options.EmaDecay is { } decay ? new ExponentialMovingAverage(step.Model, decay) : null;
        _checkpoint = new Checkpoint(step, _average);
        _setup = new StageSetup(step.Model, alwaysLearnable);
        Ranks = parallel is null || parallel.Group.Size == 1 ? null : new TrainingRanks(parallel, step, _checkpoint);
    }

    bool IStepHost.IsShared => Ranks is not null;

    internal TrainingRanks? Ranks { get; }

    /// <summary>Trains; the model ends with the weights of the best epoch, in eval mode.</summary>
    /// <param name="training">The training rows.</param>
    /// <param name="sampler">Which rows form a batch.</param>
    /// <param name="evaluator">Says which epoch is best; null takes the last.</param>
    /// <param name="run">Where the run is kept, and resumed from when it holds a checkpoint; null keeps nothing. With several processes
    /// rank 0's counts.</param>
    /// <param name="observers">Who watches, besides the logs of the run's folder; none where null.</param>
    /// <param name="cancellationToken">Stops after the step in hand, which is kept in a checkpoint.</param>
    /// <exception cref="ArgumentException">There is a patience and nothing is evaluated, the sampler is of another source, or two observers
    /// have one name.</exception>
    /// <exception cref="InvalidDataException">The run's checkpoint is of another configuration.</exception>
    public LoopResult Fit(
        INamedBatchSource training, IBatchSampler sampler, IEpochEvaluator? evaluator = null, RunFolder? run = null,
        IReadOnlyList<ITrainingObserver>? observers = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(sampler);
        return Fit(training, sampler, evaluator, run, _ => observers ?? [], cancellationToken);
    }

    /// <param name="training">The training rows.</param>
    /// <param name="sampler">Which rows form a batch.</param>
    /// <param name="evaluator">Says which epoch is best.</param>
    /// <param name="run">Where the run is kept.</param>
    /// <param name="observe">Who watches, from the state that is gone on from.</param>
    /// <param name="cancellationToken">Stops after the step in hand.</param>
    internal LoopResult Fit(
        INamedBatchSource training, IBatchSampler sampler, IEpochEvaluator? evaluator, RunFolder? run,
        Func<RunState, IReadOnlyList<ITrainingObserver>> observe, CancellationToken cancellationToken)
    {
        Require(training, sampler, evaluator);
        Ranks?.RequireRows(sampler);
        var first = Ranks is null or { IsFirst: true };
        run = first ? run : null;
        // Observers with a state have to be there before a checkpoint is read.
        _checkpoint.Observers = Named(observe(new RunState()));
        var state = Resume(run) ?? new RunState { Configuration = run?.Configuration ?? "", Noise = _checkpoint.NoiseStates() };
        state = Ranks?.Start(_checkpoint, state) ?? state;
        var observers = observe(state);
        _stepsPerEpoch = (sampler.BatchesPerEpoch + _options.AccumulationSteps - 1) / _options.AccumulationSteps;
        using var session = new TrainingSession(_step, _options, run, state, observers);
        var best = new BestWeights(_step.Model, run);
        try
        {
            while (session.State.Epoch < _options.Epochs && !(Ranks?.Agree(session.IsOutOfPatience) ?? session.IsOutOfPatience))
            {
                BeginEpoch(session.State);
                TrainEpoch(training, sampler, session, cancellationToken);
                EndEpoch(training, sampler, evaluator, session, first ? best : null, cancellationToken);
                Save(session, run);
            }
        }
        finally
        {
            _setup.Release();
        }

        best.Restore();
        Ranks?.ShareWeights();
        _step.Model.Eval();
        return session.Result();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Ranks?.Dispose();
        _average?.Dispose();
    }

    void IStepHost.BeforeLastBackward() => Ranks?.ShareSteering();

    void IStepHost.Update(Optimizer optimizer)
    {
        Ranks?.Reduce(optimizer);
        for (var g = 0; g < optimizer.Groups.Count; g++)
        {
            optimizer.Groups[g].LearningRate = RateOf(optimizer, g);
        }

        if (_options.ClipNorm is { } norm)
        {
            var parameters = optimizer.Groups.SelectMany(g => g.Parameters);
            if (_step.Device.type == DeviceType.CPU)
            {
                GradientClipping.ByNorm(parameters, norm);
            }
            else
            {
                GradientClipping.ByNormOnDevice(parameters, norm);
            }
        }

        optimizer.Step();
        optimizer.ZeroGrad();
    }

    double IStepHost.RateOf(Optimizer optimizer, int group) => RateOf(optimizer, group);

    private static IReadOnlyList<ITrainingObserver> Named(IReadOnlyList<ITrainingObserver> observers)
    {
        var twice = observers.GroupBy(o => o.Name).FirstOrDefault(g => g.Count() > 1);
        return twice is null ? observers : throw new ArgumentException(
            $"two observers are called '{twice.Key}': give each a name of its own", nameof(observers));
    }

    private void Require(INamedBatchSource training, IBatchSampler sampler, IEpochEvaluator? evaluator)
    {
        if (_options.Patience is { } patience && evaluator is null)
        {
            throw new ArgumentException(
                $"Patience is {patience}, but nothing is evaluated that could stop improving: give an evaluator, or leave Patience out",
                nameof(evaluator));
        }

        if (sampler.RowCount != training.RowCount)
        {
            throw new ArgumentException($"the sampler was made for {sampler.RowCount} rows, the source has {training.RowCount}",
                nameof(sampler));
        }
    }

    private RunState? Resume(RunFolder? run)
    {
        if (run is null || !File.Exists(run.LastCheckpoint))
        {
            return null;
        }

        var state = _checkpoint.Load(run.LastCheckpoint);
        return state.Configuration == run.Configuration
            ? state
            : throw new InvalidDataException(
                $"{run.Path}: the checkpoint was made under another configuration; resume with the run's own options, or train into a "
                + $"new folder");
    }

    private double RateOf(Optimizer optimizer, int group)
    {
        var (stage, start) = StageAt(_state.Epoch);
        var initial = optimizer.Groups[group].InitialLearningRate * stage.RateFactor;
        return stage.Schedule is { } own
            ? own.RateAt(_state.Steps - (start * _stepsPerEpoch), initial)
            : _options.Schedule.RateAt(_state.Steps, initial);
    }

    private (TrainingStage Stage, int Start) StageAt(int epoch)
    {
        var start = 0;
        foreach (var stage in _options.Stages)
        {
            if (epoch < start + stage.Epochs)
            {
                return (stage, start);
            }

            start += stage.Epochs;
        }

        throw new ArgumentOutOfRangeException(nameof(epoch), epoch, $"the stages have {start} epochs");
    }

    private void BeginEpoch(RunState state)
    {
        var (stage, start) = StageAt(state.Epoch);
        _setup.Apply(stage);
        foreach (var part in _step.Parts.Values)
        {
            part.train();
        }

        if (!ReferenceEquals(stage.Frozen, Optimization.ParameterSelection.None))
        {
            _step.FreezeParts();
        }

        // A run that goes on within the stage's first epoch has done this already.
        if (stage.RestartsOptimizers && state.Epoch == start && state.Batch == 0)
        {
            foreach (var optimizer in _step.Optimizers.Values)
            {
                optimizer.Reset();
            }
        }
    }

    private void TrainEpoch(INamedBatchSource training, IBatchSampler sampler, TrainingSession session, CancellationToken cancellationToken)
    {
        var epoch = session.State.Epoch;
        var batches = sampler.Batches(epoch);
        var rest = batches.Skip(session.State.Batch).ToArray();
        try
        {
            // Ranks stop after the same step, and accumulated batches are finished together.
            var reading = Ranks is null && _options.AccumulationSteps == 1 ? cancellationToken : CancellationToken.None;
            foreach (var batch in Ranks?.Read(training, rest, epoch) ?? training.Read(rest, epoch, reading))
            {
                using (batch)
                {
                    batch.MoveTo(_step.Device);
                    Step(batch, batches, session, cancellationToken);
                }

                var stepped = session.State.Batch % _options.AccumulationSteps == 0 || session.State.Batch == batches.Count;
                if (stepped && (Ranks?.IsCancelled ?? cancellationToken.IsCancellationRequested))
                {
                    throw new OperationCanceledException(cancellationToken);
                }

                if (session.CheckpointIsDue)
                {
                    Save(session, session.Run);
                }
            }
        }
        catch (OperationCanceledException)
        {
            Save(session, session.Run);
            throw;
        }
    }

    private void Step(NamedBatch batch, IReadOnlyList<int[]> batches, TrainingSession session, CancellationToken cancellationToken)
    {
        using var scope = torch.NewDisposeScope();
        _state = session.State;
        var at = _state.Batch;
        var group = Math.Min(_options.AccumulationSteps, batches.Count - (at / _options.AccumulationSteps * _options.AccumulationSteps));
        var steps = (at + 1) % _options.AccumulationSteps == 0 || at + 1 == batches.Count;
        var share = Ranks is null ? 1 : (double)batch.RowCount / batches[at].Length;
        var position = new StepPosition(_state.Epoch, at, Ranks?.Own(batches[at]) ?? batches[at], batches[at], Ranks?.Rank ?? 0,
            Ranks?.Size ?? 1);
        var context = new StepContext(this, position, _state.Steps, group, steps, share);
        var outcome = _step.Run(batch, context);
        if (steps)
        {
            _average?.Update();
        }

        var joined = Ranks?.Join(outcome.Terms, share, cancellationToken.IsCancellationRequested) ?? outcome.Terms;
        session.EndStep(joined, outcome, batch, context);
    }

    private void EndEpoch(
        INamedBatchSource training, IBatchSampler sampler, IEpochEvaluator? evaluator, TrainingSession session, BestWeights? best,
        CancellationToken cancellationToken)
    {
        var optimizer = _step.Optimizers.Values.First();
        using var averaged = _average?.Apply();
        EpochEvaluation? evaluation;
        try
        {
            // A rank that stopped here would leave the others waiting: ranks stop between steps.
            var stopping = Ranks is null ? cancellationToken : CancellationToken.None;
            MeasureNorms(training, sampler, session.State.Epoch, stopping);
            evaluation = evaluator?.Evaluate(stopping);
        }
        catch (OperationCanceledException)
        {
            // All batches of the epoch are done: resumed, it is evaluated first.
            averaged?.Dispose();
            Save(session, session.Run);
            throw;
        }

        var improved = session.EndEpoch(evaluation, optimizer.Groups[^1].LearningRate);
        if (improved || evaluation is null)
        {
            best?.Keep();
        }
    }

    private void MeasureNorms(INamedBatchSource training, IBatchSampler sampler, int epoch, CancellationToken cancellationToken)
    {
        if (_options.NormBatches == 0 || _step is not GradientStep forwarding)
        {
            return;
        }

        var batches = sampler.Batches(epoch).Take(_options.NormBatches).ToArray();
        NormStatistics.Measure(_step.Model, (Ranks?.Read(training, batches, epoch) ?? training.Read(batches, epoch, cancellationToken))
            .Select(batch => (Action)(() =>
        {
            using (batch)
            {
                batch.MoveTo(_step.Device);
                forwarding.Forward(batch);
            }
        })));
    }

    private void Save(TrainingSession session, RunFolder? run)
    {
        if (run is not null)
        {
            _checkpoint.Save(run.LastCheckpoint, session.Snapshot(_checkpoint.NoiseStates()));
        }
    }
}
