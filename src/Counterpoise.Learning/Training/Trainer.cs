using Counterpoise.Comparisons;
using Counterpoise.Learning.Batches;
using Counterpoise.Learning.Models;
using Counterpoise.Learning.Objectives;
using Counterpoise.Learning.Observers;
using Counterpoise.Learning.Optimization;
using Counterpoise.Learning.Runs;
using Counterpoise.Learning.Sampling;
using Counterpoise.Learning.Stages;
using Counterpoise.Learning.Steps;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Learning.Training;

/// <summary>
/// Trains a classifier under an objective, on a <see cref="TrainingLoop"/>: two views where there is a contrastive term, warm-up and
/// cosine, accumulation, clipping, weight averaging, a frozen backbone at first, the best epoch by a validation metric, checkpoints from
/// which a run goes on bit for bit.
/// </summary>
/// <remarks>
/// Everything random comes from named streams of the seed, so methods that are compared under one seed see the same batches and the same
/// augmentation, and start from the same weights when the model was initialised from it. The result does not depend on when a run was
/// interrupted.
/// </remarks>
public sealed class Trainer : IDisposable
{
    private readonly TrainerOptions _options;
    private readonly EmbeddingClassifier _model;
    private readonly TrainingObjective _objective;
    private readonly ClassificationObjective _named;
    private readonly ProjectionHead? _projection;
    private readonly GradientStep _step;
    private readonly DataParallel? _parallel;
    private TrainingLoop? _loop;

    /// <summary>Creates a trainer.</summary>
    /// <param name="model">The model, initialised, on its device and in its memory format; it stays the caller's.</param>
    /// <param name="objective">What is minimised; what its contrastive term learns is initialised, and stays the caller's.</param>
    /// <param name="projection">The head of the contrastive term, initialised; needed when there is one. It stays the caller's.</param>
    /// <param name="options">How to train.</param>
    /// <param name="parallel">The processes that train together, all of which make the same calls; null for this one alone.</param>
    /// <exception cref="Counterpoise.Options.InvalidOptionsException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">The objective has a contrastive term and there is no head, or they were made for another number
    /// of classes.</exception>
    public Trainer(EmbeddingClassifier model, TrainingObjective objective, ProjectionHead? projection, TrainerOptions options,
        DataParallel? parallel = null)
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
            throw new ArgumentException(
                $"the objective was made for {objective.ClassCounts.Length} classes, the model has {model.ClassCount}", nameof(objective));
        }

        (_model, _objective, _options, _parallel) = (model, objective, options, parallel);
        _projection = objective.ContrastiveTerm is null ? null : projection;
        _named = new ClassificationObjective(objective);
        var (head, learnt) = (Apart(model, _projection), Apart(model, objective.ContrastiveTerm?.LearntPart));
        var parts = new OrderedDictionary<string, nn.Module>();
        if (head is not null)
        {
            parts["projection"] = head;
        }

        if (learnt is not null)
        {
            parts["contrastive"] = learnt;
        }

        _step = new GradientStep(model, batch => Forward((TrainingBatch)batch), _named, Optimizer(), parts, options.Device)
        {
            Steering = learnt ?? (nn.Module?)model.Contrast,
            OnFreeze = model.FreezeStatistics,
        };
    }

    private int Views => _options.Views ?? (_projection is null ? 1 : 2);

    /// <summary>Trains; the model ends with the weights of the best epoch.</summary>
    /// <param name="training">The training rows.</param>
    /// <param name="validation">Rows on which the best epoch is chosen, never those of the test; null takes the last epoch.</param>
    /// <param name="run">Where the run is kept, and resumed from when it holds a checkpoint; null keeps nothing. With several processes
    /// rank 0's counts.</param>
    /// <param name="progress">Is told after every step and every epoch.</param>
    /// <param name="cancellationToken">Stops after the step in hand, which is kept in a checkpoint.</param>
    /// <exception cref="ArgumentException">The validation split cannot be watched: it is empty, it is missing though there is a patience,
    /// or no metric has the watched name.</exception>
    /// <exception cref="InvalidDataException">The run's checkpoint is of another configuration.</exception>
    public TrainResult Fit(IBatchSource training, IBatchSource? validation, RunFolder? run = null,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Fit(training, validation, [], run, progress, cancellationToken);

    /// <summary>Trains while observers watch; the model ends with the weights of the best epoch.</summary>
    /// <param name="training">The training rows.</param>
    /// <param name="validation">Rows on which the best epoch is chosen, never those of the test; null takes the last epoch.</param>
    /// <param name="observers">Who watches, besides the logs of the run's folder.</param>
    /// <param name="run">Where the run is kept, and resumed from when it holds a checkpoint; null keeps nothing. With several processes
    /// rank 0's counts.</param>
    /// <param name="progress">Is told after every step and every epoch.</param>
    /// <param name="cancellationToken">Stops after the step in hand, which is kept in a checkpoint.</param>
    /// <exception cref="ArgumentException">The validation split cannot be watched: it is empty, it is missing though there is a patience,
    /// or no metric has the watched name.</exception>
    /// <exception cref="InvalidDataException">The run's checkpoint is of another configuration.</exception>
    public TrainResult Fit(
        IBatchSource training, IBatchSource? validation, IReadOnlyList<ITrainingObserver> observers, RunFolder? run = null,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(observers);
        RequireWatchable(validation);
        IBatchSampler sampler = _options.Sampler == SamplerKind.ClassAware
            ? new ClassAwareBatches(training.Labels, _options.BatchSize, _options.Seed)
            : new ShuffledBatches(training.Labels.Count, _options.BatchSize, _options.Seed);
        _named.Labels = training.Labels;
        _loop?.Dispose();
        _loop = new TrainingLoop(_step, Loop(sampler), _parallel, _model.IsBackbone);
        IReadOnlyList<ITrainingObserver> Observe(RunState state) => progress is null
            ? observers
            : [.. observers, new ProgressObserver(progress, _options.Epochs, sampler.BatchesPerEpoch,
                sampler.RowCount) { BatchesBefore = state.Batch }];
        var evaluator = validation is null ? null : new ClassificationEvaluator(_model, validation, _options, _loop.Ranks,
            Metrics.MinorityClass.Of(_objective.ClassCounts));
        return Result(_loop.Fit(new ViewedBatches(training, Views), sampler, evaluator, run, Observe, cancellationToken));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _loop?.Dispose();
        _step.Dispose();
    }

    /// <summary>The part; null where the model carries it to predict with, so that it is trained and kept as the model's.</summary>
    private static T? Apart<T>(EmbeddingClassifier model, T? part)
        where T : nn.Module => model.NamedModules().Any(m => ReferenceEquals(m.Value, part)) ? null : part;

    private static TrainResult Result(LoopResult result) => new(
        result.BestEpoch, result.BestMetric, result.EpochsRun, result.StoppedEarly, [.. result.Records.Select(CurvePoint)], result.Warnings,
        result.Seconds);

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

    private static double? Optional(IReadOnlyDictionary<string, double> record, string name) => record.TryGetValue(name, out var value)
        ? value : null;

    /// <summary>Two groups: the backbone, and the heads (the last group).</summary>
    private OptimizerSettings Optimizer()
    {
        var backbone = _model.NamedParameters().Select(p => p.Key).Where(_model.IsBackbone).ToHashSet(StringComparer.Ordinal);
        return new OptimizerSettings
        {
            Kind = _options.Optimizer,
            LearningRate = _options.LearningRate,
            WeightDecay = _options.WeightDecay,
            Rules = [new ParameterRule(new ParameterSelection("backbone", backbone.Contains), _options.BackboneRate)],
        };
    }

    private LoopOptions Loop(IBatchSampler sampler)
    {
        var frozen = _options.FrozenBackboneEpochs;
        var all = new TrainingStage { Name = "all", Epochs = _options.Epochs - frozen };
        var heads = new TrainingStage { Name = "heads", Epochs = frozen, Frozen = new ParameterSelection("backbone", _model.IsBackbone) };
        return new LoopOptions
        {
            Stages = frozen > 0 ? [heads, all] : [all],
            Schedule = ScheduleFactory.Create(_options, sampler.BatchesPerEpoch),
            AccumulationSteps = _options.AccumulationSteps,
            ClipNorm = _options.ClipNorm,
            EmaDecay = _options.EmaDecay,
            Patience = _options.Patience,
            PatientFrom = _objective.Deferred?.FromEpoch ?? 0,
            CheckpointSteps = _options.CheckpointSteps,
            NormBatches = _options.NormBatches ?? 0,
        };
    }

    private void RequireWatchable(IBatchSource? validation)
    {
        _options.RequireWatchable(validation is not null);
        if (validation is { Labels.Count: 0 })
        {
            throw new ArgumentException("the validation split is empty: give it rows, or null to take the last epoch", nameof(validation));
        }
    }

    private ModelOutput Forward(TrainingBatch batch)
    {
        var rows = batch.RowCount;
        var views = batch.Views;
        var input = views.Length == 1 ? views[0] : Tensor.Concatenate(views);
        using var mixed = Autocast.Begin(input.device_type, enabled: _options.BFloat16);
        var (embedding, logits) = _model.Forward(input);
        var contrasted = batch.ClassViewIsApart ? embedding.Narrow(0, rows, embedding.Size(0) - rows) : embedding;
        var projections = _projection?.Forward(contrasted);
        using var exact = Autocast.Begin(input.device_type, enabled: false);
        var wide = logits.Type == ScalarType.Float64 ? logits : logits.Float();
        var extras = new Dictionary<string, Tensor> { ["embedding"] = embedding };
        if (projections is not null)
        {
            extras[ClassificationObjective.Projections] = projections;
        }

        return new ModelOutput(views.Length == 1 ? wide : wide.Narrow(0, 0, rows)) { Extras = extras };
    }
}
