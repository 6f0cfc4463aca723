using Counterpoise.Learning.Batches;
using Counterpoise.Learning.Models;
using Counterpoise.Learning.Objectives;
using Counterpoise.Learning.Prediction;
using Counterpoise.Learning.Runs;
using Counterpoise.Learning.Sampling;
using Counterpoise.Metrics;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Learning.Training;

/// <summary>
/// Trains a classifier under an objective: two views where there is a contrastive term, warm-up and cosine, accumulation, clipping, weight
/// averaging, a frozen backbone at first, the best epoch by a validation metric, checkpoints from which a run goes on bit for bit.
/// </summary>
/// <remarks>
/// Everything random comes from named streams of the seed, so methods that are compared under one seed see the same batches and the same
/// augmentation, and start from the same weights when the model was initialised from it. The result does not depend on when a run was interrupted.
/// </remarks>
public sealed class Trainer : IDisposable
{
    private readonly TrainerOptions _options;
    private readonly EmbeddingClassifier _model;
    private readonly TrainingObjective _objective;
    private readonly ProjectionHead? _projection;
    private readonly Optimizer _optimizer;
    private readonly ExponentialMovingAverage? _average;
    private readonly Checkpoint _checkpoint;
    private readonly TrainingRanks? _ranks;
    private readonly Device _device;

    /// <summary>Creates a trainer.</summary>
    /// <param name="model">The model, initialised, on its device and in its memory format; it stays the caller's.</param>
    /// <param name="objective">What is minimised; what its contrastive term learns is initialised, and stays the caller's.</param>
    /// <param name="projection">The head of the contrastive term, initialised; needed when there is one. It stays the caller's.</param>
    /// <param name="options">How to train.</param>
    /// <param name="parallel">The processes that train together, all of which make the same calls; null for this one alone.</param>
    /// <exception cref="Counterpoise.Options.InvalidOptionsException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">The objective has a contrastive term and there is no head, or they were made for another number of classes.</exception>
    public Trainer(EmbeddingClassifier model, TrainingObjective objective, ProjectionHead? projection, TrainerOptions options, DataParallel? parallel = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (objective.ContrastiveTerm is not null && projection is null)
        {
            throw new ArgumentException("the objective has a contrastive term: give it a projection head", nameof(projection));
        }

        if (objective.ClassCounts.Length != model.ClassCount)
        {
            throw new ArgumentException($"the objective was made for {objective.ClassCounts.Length} classes, the model has {model.ClassCount}", nameof(objective));
        }

        (_model, _objective, _options) = (model, objective, options);
        _projection = objective.ContrastiveTerm is null ? null : projection;
        var (head, learnt) = (Apart(model, _projection), Apart(model, objective.ContrastiveTerm?.LearntPart));
        _device = options.Device ?? model.parameters().First().device;
        foreach (var part in new nn.Module?[] { model, head, learnt })
        {
            part?.to(_device);
        }

        _optimizer = OptimizerFactory.Create(model, head, learnt, options);
        _average = options.EmaDecay is { } decay ? new ExponentialMovingAverage(model, decay) : null;
        _checkpoint = new Checkpoint(model, head, learnt, _optimizer, _average);
        _ranks = parallel is null || parallel.Group.Size == 1 ? null : new TrainingRanks(parallel, model, head, learnt);
    }

    private int Views => _options.Views ?? (_projection is null ? 1 : 2);

    /// <summary>Trains; the model ends with the weights of the best epoch.</summary>
    /// <param name="training">The training rows.</param>
    /// <param name="validation">Rows on which the best epoch is chosen, never those of the test; null takes the last epoch.</param>
    /// <param name="run">Where the run is kept, and resumed from when it holds a checkpoint; null keeps nothing. With several processes rank 0's counts.</param>
    /// <param name="progress">Is told after every step and every epoch.</param>
    /// <param name="cancellationToken">Stops after the step in hand, which is kept in a checkpoint.</param>
    /// <exception cref="ArgumentException">The validation part cannot be watched: it is empty, it is missing though there is a patience, or no metric has the watched name.</exception>
    /// <exception cref="InvalidDataException">The run's checkpoint is of another configuration.</exception>
    public TrainResult Fit(IBatchSource training, IBatchSource? validation, RunFolder? run = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        RequireWatchable(validation);
        IBatchSampler sampler = _options.Sampler == SamplerKind.ClassAware
            ? new ClassAwareBatches(training.Labels, _options.BatchSize, _options.Seed)
            : new ShuffledBatches(training.Labels.Count, _options.BatchSize, _options.Seed);
        _ranks?.RequireRows(sampler);
        var first = _ranks is null or { IsFirst: true };
        run = first ? run : null;
        var state = Resume(run) ?? new RunState { Configuration = run?.Configuration ?? "", Noise = _model.NoiseStates() };
        state = _ranks?.Start(_checkpoint, state) ?? state;
        using var session = new TrainingSession(_options, run, sampler, state, progress) { PatientFrom = _objective.Deferred?.FromEpoch ?? 0 };
        var best = new BestWeights(_model, _average, run);
        var schedule = OptimizerFactory.Schedule(_options, sampler.BatchesPerEpoch);
        while (session.State.Epoch < _options.Epochs && !(_ranks?.Agree(session.IsOutOfPatience) ?? session.IsOutOfPatience))
        {
            PrepareEpoch(session.State.Epoch);
            TrainEpoch(training, sampler, schedule, session, cancellationToken);
            var evaluation = validation is null ? null : Evaluate(validation, session, cancellationToken);
            var improved = session.EndEpoch(evaluation, _optimizer.Groups[^1].LearningRate, _objective.Schedule);
            if (first && (improved || validation is null))
            {
                best.Keep();
            }

            Save(session, run);
        }

        best.Restore();
        _ranks?.ShareWeights();
        _model.Eval();
        return session.Result();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ranks?.Dispose();
        _optimizer.Dispose();
        _average?.Dispose();
    }

    /// <summary>The part; null where the model carries it to predict with, so that it is trained and kept as the model's.</summary>
    private static T? Apart<T>(EmbeddingClassifier model, T? part)
        where T : nn.Module => model.NamedModules().Any(m => ReferenceEquals(m.Value, part)) ? null : part;

    private void RequireWatchable(IBatchSource? validation)
    {
        _options.RequireWatchable(validation is not null);
        if (validation is { Labels.Count: 0 })
        {
            throw new ArgumentException("the validation part is empty: give it rows, or null to take the last epoch", nameof(validation));
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
            : throw new InvalidDataException($"{run.Path}: the checkpoint was made under another configuration; resume with the run's own options, or train into a new folder");
    }

    private void PrepareEpoch(int epoch)
    {
        var frozen = epoch < _options.FrozenBackboneEpochs;
        _model.Train();
        _model.RequireGrad(!frozen, _model.IsBackbone);
        if (frozen)
        {
            _model.FreezeStatistics();
        }
    }

    private void TrainEpoch(IBatchSource training, IBatchSampler sampler, LearningRateSchedule schedule, TrainingSession session, CancellationToken cancellationToken)
    {
        var batches = sampler.Batches(session.State.Epoch);
        var rest = batches.Skip(session.State.Batch).ToArray();
        try
        {
            // Ranks stop after the same step, and accumulated batches are finished together.
            var reading = _ranks is null && _options.AccumulationSteps == 1 ? cancellationToken : CancellationToken.None;
            foreach (var batch in _ranks?.Read(training, rest, session.State.Epoch, Views) ?? training.Read(rest, session.State.Epoch, Views, reading))
            {
                using (batch)
                {
                    batch.MoveTo(_device);
                    Step(batch, training.Labels, batches, schedule, session, cancellationToken);
                }

                var stepped = session.State.Batch % _options.AccumulationSteps == 0 || session.State.Batch == batches.Count;
                if (stepped && (_ranks?.IsCancelled ?? cancellationToken.IsCancellationRequested))
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

    private void Step(TrainingBatch batch, IReadOnlyList<int> labels, IReadOnlyList<int[]> batches, LearningRateSchedule schedule, TrainingSession session, CancellationToken cancellationToken)
    {
        using var scope = torch.NewDisposeScope();
        var at = session.State.Batch;
        var group = Math.Min(_options.AccumulationSteps, batches.Count - (at / _options.AccumulationSteps * _options.AccumulationSteps));
        var steps = (at + 1) % _options.AccumulationSteps == 0 || at + 1 == batches.Count;
        var terms = Forward(batch, session.State.Epoch, at);
        if (_ranks is null)
        {
            (terms.Total / group).Backward();
        }
        else
        {
            var share = (double)batch.Labels.Count / batches[at].Length;
            BackwardTogether(terms.Total * (share / group), steps);
            terms = _ranks.Join(terms, share, _objective.MissingClasses(batches[at].Select(row => labels[row])), cancellationToken.IsCancellationRequested);
        }

        if (steps)
        {
            schedule.Apply(_optimizer, session.State.Steps);
            if (_options.ClipNorm is { } norm)
            {
                GradientClipping.ByNorm(_optimizer.Groups.SelectMany(g => g.Parameters), norm);
            }

            _optimizer.Step();
            _optimizer.ZeroGrad();
            _average?.Update();
        }

        session.EndStep(terms, batches[at].Length, steps, _model.NoiseStates());
    }

    /// <summary>Accumulates this rank's gradients, and before a step adds up those of all ranks.</summary>
    private void BackwardTogether(Tensor loss, bool steps)
    {
        if (steps)
        {
            _ranks!.BeginStep();
        }

        loss.Backward();
        if (steps)
        {
            _ranks!.FinishStep();
        }
    }

    private ObjectiveTerms Forward(TrainingBatch batch, int epoch, int number)
    {
        var rows = batch.Labels.Count;
        var input = batch.Views.Length == 1 ? batch.Views[0] : Tensor.Concatenate(batch.Views);
        using var mixed = Autocast.Begin(input.device_type, enabled: _options.BFloat16);
        var (embedding, logits) = _model.Forward(input);
        var contrasted = batch.ClassViewIsApart ? embedding.Narrow(0, rows, embedding.Size(0) - rows) : embedding;
        var projections = _projection?.Forward(contrasted);
        using var exact = Autocast.Begin(input.device_type, enabled: false);
        var wide = logits.Type == ScalarType.Float64 ? logits : logits.Float();
        return _objective.Compute(batch.Views.Length == 1 ? wide : wide.Narrow(0, 0, rows), projections, batch, epoch, number);
    }

    private Evaluation Evaluate(IBatchSource validation, TrainingSession session, CancellationToken cancellationToken)
    {
        try
        {
            // A rank that stopped here would leave the others waiting: ranks stop between steps.
            return Evaluate(validation, _ranks is null ? cancellationToken : CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            // All batches of the epoch are done: resumed, it is evaluated first.
            Save(session, session.Run);
            throw;
        }
    }

    private Evaluation Evaluate(IBatchSource validation, CancellationToken cancellationToken)
    {
        using var averaged = _average?.Apply();
        PredictionBatch Predict(IBatchSource rows) => Predictor.Run(_model, rows, _options.BatchSize, bfloat16: _options.BFloat16, cancellationToken: cancellationToken);
        var predictions = _ranks?.Predict(validation, Predict) ?? Predict(validation);
        var names = Enumerable.Range(0, _model.ClassCount).Select(c => FormattableString.Invariant($"{c}")).ToArray();
        return Evaluation.Of(predictions.Labels, predictions.Probabilities, names, cancellationToken: cancellationToken);
    }

    private void Save(TrainingSession session, RunFolder? run)
    {
        if (run is not null)
        {
            _checkpoint.Save(run.LastCheckpoint, session.Snapshot());
        }
    }
}
