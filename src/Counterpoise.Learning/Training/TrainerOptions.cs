using Counterpoise.Learning.Optimization;
using Counterpoise.Messages;
using Counterpoise.Metrics;
using Counterpoise.Options;

namespace Counterpoise.Learning.Training;

/// <summary>How a model is trained. The paper states no recipe; the defaults are decisions.</summary>
public sealed record TrainerOptions
{
    /// <summary>Passes over the training set, at least 1. Default 30.</summary>
    public int Epochs { get; init; } = 30;

    /// <summary>Rows in a batch (images, not views), at least 2. Default 64.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>The seed that all named streams of the run come from. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>The optimiser. Default Adam.</summary>
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Adam;

    /// <summary>The learning rate after the warm-up, positive. Default 1e-4.</summary>
    public double LearningRate { get; init; } = 1e-4;

    /// <summary>Weight decay, not negative. Default 1e-4.</summary>
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>How the learning rate changes. Default cosine.</summary>
    public ScheduleKind Schedule { get; init; } = ScheduleKind.Cosine;

    /// <summary>
    /// Epochs over which the learning rate rises, not negative, below <see cref="Epochs"/>; fractions are allowed.
    /// <see cref="ScheduleKind.OneCycle"/> has a rise of its own. Default 1.
    /// </summary>
    public double WarmUpEpochs { get; init; } = 1;

    /// <summary>Which rows form a batch. Default shuffled.</summary>
    public SamplerKind Sampler { get; init; } = SamplerKind.Shuffled;

    /// <summary>
    /// Views of each image: 2 gives every anchor of a contrastive term a positive. Default null: 2 with a contrastive term, else 1.
    /// </summary>
    public int? Views { get; init; }

    /// <summary>Batches whose gradients are summed up before a step, at least 1. Default 1.</summary>
    public int AccumulationSteps { get; init; } = 1;

    /// <summary>The norm that the gradient is clipped to, positive; null leaves it. Default null.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>
    /// Decay of an exponential moving average of the weights, in (0, 1), which is then what is evaluated and kept; null for none. Default
    /// null.
    /// </summary>
    public double? EmaDecay { get; init; }

    /// <summary>
    /// Where is trained: model, heads and batches are moved there. Default null: where the model is. It is no part of a run's
    /// configuration.
    /// </summary>
    public Device? Device { get; init; }

    /// <summary>Runs the forward pass in bfloat16 where that is safe. Default false.</summary>
    public bool BFloat16 { get; init; }

    /// <summary>First epochs in which the backbone is frozen and only the heads learn, below <see cref="Epochs"/>. Default 0.</summary>
    public int FrozenBackboneEpochs { get; init; }

    /// <summary>The backbone's learning rate as a share of the heads', positive. Default 1.</summary>
    public double BackboneRate { get; init; } = 1;

    /// <summary>
    /// The validation metric, by its name in an evaluation, that says which epoch is best. Default macro_f1; accuracy rewards ignoring the
    /// rare class.
    /// </summary>
    public string WatchedMetric { get; init; } = "macro_f1";

    /// <summary>
    /// Epochs without a better watched metric after which training ends, at least 1; null trains all epochs. Default null.
    /// </summary>
    public int? Patience { get; init; }

    /// <summary>
    /// Whether of epochs of one watched value that of the least log loss is kept, and patience waits while that falls; false keeps the
    /// first of equals, which is the least trained one, as the first results of this library did. Default true.
    /// </summary>
    public bool TiesByLoss { get; init; } = true;

    /// <summary>Steps between checkpoints within an epoch; 0 keeps one at the end of each epoch only. Default 0.</summary>
    public int CheckpointSteps { get; init; }

    /// <summary>
    /// Batches over which the statistics of batch norms are measured anew at the end of each epoch, before it is evaluated and kept, see
    /// <see cref="NormStatistics"/>; 0 keeps the running ones, which follow with each layer's momentum. Weights and losses are the same
    /// either way. Default null: 0, and in experiments on images 32 where a training from scratch has fewer than ten times 1 / momentum
    /// steps, after which running statistics still lag behind the weights.
    /// </summary>
    public int? NormBatches { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">At least one value is out of its range; all are listed.</exception>
    public void Validate() => new OptionsCheck(nameof(TrainerOptions))
        .Require(Epochs >= 1, nameof(Epochs), Epochs, "it must be at least 1")
        .Require(BatchSize >= 2, nameof(BatchSize), BatchSize, "it must be at least 2, since batch normalisation needs a variance")
        .Require(LearningRate > 0 && double.IsFinite(LearningRate), nameof(LearningRate), LearningRate, "it must be positive and finite")
        .Require(WeightDecay >= 0, nameof(WeightDecay), WeightDecay, "it must not be negative")
        .Require(WarmUpEpochs >= 0 && (WarmUpEpochs < Epochs || WarmUpEpochs == 0),
            nameof(WarmUpEpochs), WarmUpEpochs, $"it must be at least 0 and below {new SettingPart(nameof(Epochs))}, which is {Epochs}")
        .Require(Views is null or 1 or 2, nameof(Views), Views, "it must be 1 or 2")
        .Require(AccumulationSteps >= 1, nameof(AccumulationSteps), AccumulationSteps, "it must be at least 1")
        .Require(ClipNorm is null or > 0, nameof(ClipNorm), ClipNorm, $"it must be positive, or {new UnsetPart("none")}")
        .Require(EmaDecay is null or (> 0 and < 1), nameof(EmaDecay), EmaDecay, $"it must be in (0, 1), or {new UnsetPart("none")}")
        .Require(FrozenBackboneEpochs >= 0 && FrozenBackboneEpochs < Math.Max(Epochs, 1),
            nameof(FrozenBackboneEpochs), FrozenBackboneEpochs,
            $"it must be at least 0 and below {new SettingPart(nameof(Epochs))}, which is {Epochs}")
        .Require(BackboneRate > 0, nameof(BackboneRate), BackboneRate,
            $"it must be positive; to freeze the backbone use {new SettingPart(nameof(FrozenBackboneEpochs))}")
        .Require(WatchedMetric.Length > 0,
            $"{new SettingPart(nameof(WatchedMetric))} is empty; name a metric such as macro_f1 or geometric_mean")
        .Require(Patience is null or >= 1, nameof(Patience), Patience, $"it must be at least 1, or {new UnsetPart()}")
        .Require(NormBatches is null or >= 0, nameof(NormBatches), NormBatches, "it must not be negative")
        .Require(CheckpointSteps >= 0, nameof(CheckpointSteps), CheckpointSteps, "it must not be negative")
        .ThrowIfAny();

    /// <summary>Checks that the epochs can be watched, which would otherwise show after the first of them, or never.</summary>
    /// <param name="hasValidation">Whether there is a validation split.</param>
    /// <exception cref="InvalidOptionsException">No metric has the watched name, or a patience has no validation split.</exception>
    public void RequireWatchable(bool hasValidation)
    {
        var names = StandardMetrics.All().Select(m => m.Name).ToArray();
        new OptionsCheck(nameof(TrainerOptions))
            .Require(hasValidation || Patience is null,
                $"{new SettingPart(nameof(Patience))} is {Patience}, but there is no validation split whose metric could stop "
                + $"improving: give one, or leave {new SettingPart(nameof(Patience))} out")
            .Require(!hasValidation || names.Contains(WatchedMetric),
                $"{new SettingPart(nameof(WatchedMetric))} is '{WatchedMetric}', which no metric is called; known are "
                + $"{string.Join(", ", names)}")
            .ThrowIfAny();
    }
}
