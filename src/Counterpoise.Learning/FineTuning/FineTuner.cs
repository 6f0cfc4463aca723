using Counterpoise.Learning.Batches;
using Counterpoise.Learning.Models;
using Counterpoise.Learning.Objectives;
using Counterpoise.Learning.Optimization;
using Counterpoise.Learning.Runs;
using Counterpoise.Learning.Sampling;
using Counterpoise.Learning.Stages;
using Counterpoise.Learning.Steps;
using Counterpoise.Learning.Training;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Learning.FineTuning;

/// <summary>
/// Fits a pretrained network in stages: a new head on the frozen base, whose batch norms stay in inference, then everything at a tiny rate
/// with moments of its own; and the rivals, with as many steps.
/// </summary>
/// <remarks>
/// Each stage's rate falls along a half cosine. The best epoch of all stages is kept. References: Bhagat, arXiv:2606.17504; Kumar et al.,
/// "Fine-Tuning can Distort Pretrained Features", ICLR 2022, arXiv:2202.10054 (probe, then tune); Howard and Ruder, ACL 2018,
/// arXiv:1801.06146 (rates by layer).
/// </remarks>
public static class FineTuner
{
    /// <summary>Fits the network; it ends with the weights of the best epoch.</summary>
    /// <param name="model">The network with pretrained base and a new head; it stays the caller's.</param>
    /// <param name="objective">What is minimised, without a contrastive term.</param>
    /// <param name="arm">The way.</param>
    /// <param name="training">The training rows.</param>
    /// <param name="validation">Rows on which the best epoch is chosen; null takes the last.</param>
    /// <param name="options">Epochs, rates and the rest.</param>
    /// <param name="seed">The seed of the order of rows.</param>
    /// <param name="run">Where the run is kept, and resumed from; null keeps nothing.</param>
    /// <param name="progress">Is told after every step and every epoch.</param>
    /// <param name="cancellationToken">Stops after the step in hand.</param>
    /// <exception cref="Counterpoise.Options.InvalidOptionsException">An option is out of its range.</exception>
    /// <exception cref="ArgumentException">The objective has a contrastive term, or is for other classes.</exception>
    public static LoopResult Run(
        EmbeddingClassifier model, TrainingObjective objective, FineTuningArm arm, IBatchSource training, IBatchSource? validation,
        FineTuningOptions options, ulong seed, RunFolder? run = null, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (objective.ContrastiveTerm is not null || objective.ClassCounts.Length != model.ClassCount)
        {
            throw new ArgumentException(
                $"fine-tuning takes a class term alone, for the {model.ClassCount} classes of the model; the objective "
                + $"{(objective.ContrastiveTerm is null ? $"is for {objective.ClassCounts.Length}" : "has a contrastive term")}",
                nameof(objective));
        }

        IBatchSampler sampler = options.Sampler == SamplerKind.ClassAware
            ? new ClassAwareBatches(training.Labels, options.BatchSize, seed)
            : new ShuffledBatches(training.Labels.Count, options.BatchSize, seed);
        var named = new ClassificationObjective(objective) { Labels = training.Labels };
        using var step = new GradientStep(model, batch => Forward(model, (TrainingBatch)batch), named, Settings(model, arm, options), null,
            options.Device)
        {
            OnFreeze = model.FreezeStatistics,
        };
        using var loop = new TrainingLoop(step, Loop(model, arm, options, sampler.BatchesPerEpoch), null, model.IsBackbone);
        var watched = new TrainerOptions { WatchedMetric = options.WatchedMetric, BatchSize = options.BatchSize };
        watched.RequireWatchable(validation is not null);
        var evaluator = validation is null ? null : new ClassificationEvaluator(model, validation, watched, null);
        return loop.Fit(
            new ViewedBatches(training, 1), sampler, evaluator, run,
            state => progress is null ? [] : [new ProgressObserver(progress, options.HeadEpochs + options.TuneEpochs,
                sampler.BatchesPerEpoch, sampler.RowCount) { BatchesBefore = state.Batch }],
            cancellationToken);
    }

    /// <summary>The stages of an arm; their epochs add up to the same number for all arms.</summary>
    /// <param name="model">The network.</param>
    /// <param name="arm">The way.</param>
    /// <param name="options">Epochs and rates.</param>
    /// <param name="batchesPerEpoch">Steps in an epoch.</param>
    public static IReadOnlyList<TrainingStage> Stages(EmbeddingClassifier model, FineTuningArm arm, FineTuningOptions options,
        int batchesPerEpoch)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        var frozen = new ParameterSelection("base", model.IsBackbone);
        var all = options.HeadEpochs + options.TuneEpochs;
        LearningRateSchedule Falling(int epochs) => new CosineSchedule((long)epochs * batchesPerEpoch);
        TrainingStage Head(int epochs) => new() { Name = "head", Epochs = epochs, Frozen = frozen, NormMode = NormMode.FrozenParts,
            Schedule = Falling(epochs) };
        TrainingStage Everything(int epochs) => new() { Name = "all", Epochs = epochs, NormMode = options.TuneNorms,
            Schedule = Falling(epochs) };
        return arm switch
        {
            FineTuningArm.Probe => [Head(all)],
            FineTuningArm.TwoStage =>
                [Head(options.HeadEpochs), Everything(options.TuneEpochs) with { RateFactor = options.TuneRate / options.HeadRate,
                    RestartsOptimizers = true }],
            _ => [Everything(all)],
        };
    }

    /// <summary>Rules that give each layer of the base a share of the rate of the one after it; the head has the full rate.</summary>
    /// <param name="model">The network.</param>
    /// <param name="decay">The share, in (0, 1].</param>
    public static IReadOnlyList<ParameterRule> LayerRules(EmbeddingClassifier model, double decay)
    {
        ArgumentNullException.ThrowIfNull(model);
        var layers = model.NamedParameters().Select(p => p.Key).Where(model.IsBackbone).GroupBy(LayerOf)
            .Select(g => (g.Key, Names: g.ToHashSet(StringComparer.Ordinal))).ToArray();
        return [.. layers.Select((layer, i) => new ParameterRule(new ParameterSelection(layer.Key, layer.Names.Contains),
            Math.Pow(decay, layers.Length - i)))];
    }

    /// <summary>
    /// The part of a name up to its first number: <c>layer2.0</c> of <c>layer2.0.conv1.weight</c>; without one its first part.
    /// </summary>
    private static string LayerOf(string parameter)
    {
        var parts = parameter.Split('.');
        var number = Array.FindIndex(parts, p => int.TryParse(p, out _));
        return number < 0 ? parts[0] : string.Join('.', parts[..(number + 1)]);
    }

    private static OptimizerSettings Settings(EmbeddingClassifier model, FineTuningArm arm, FineTuningOptions options) => new()
    {
        Kind = options.Optimizer,
        WeightDecay = options.WeightDecay,
        LearningRate = arm is FineTuningArm.Probe or FineTuningArm.TwoStage ? options.HeadRate : options.OneStageRate,
        Rules = arm == FineTuningArm.LayerWise ? LayerRules(model, options.LayerDecay) : [],
    };

    private static LoopOptions Loop(EmbeddingClassifier model, FineTuningArm arm, FineTuningOptions options, int batchesPerEpoch) => new()
    {
        Stages = Stages(model, arm, options, batchesPerEpoch),
        Patience = options.Patience,
        PatientFrom = options.Patience is null ? 0 : options.HeadEpochs,
    };

    private static ModelOutput Forward(EmbeddingClassifier model, TrainingBatch batch)
    {
        var (embedding, logits) = model.Forward(batch.Views[0]);
        return new ModelOutput(logits.Type == ScalarType.Float64 ? logits : logits.Float()) { Extras = new Dictionary<string,
            Tensor> { ["embedding"] = embedding } };
    }
}
