using Counterpoise.Learning.Optimization;
using Counterpoise.Learning.Stages;
using Counterpoise.Learning.Training;
using Counterpoise.Options;

namespace Counterpoise.Learning.FineTuning;

/// <summary>
/// How a pretrained network is fitted to a new problem. All arms make as many steps: those of the head's epochs and of the tuning's.
/// </summary>
public sealed record FineTuningOptions
{
    /// <summary>Epochs in which the new head learns on the frozen base, at least 1. Default 15.</summary>
    public int HeadEpochs { get; init; } = 15;

    /// <summary>The head's learning rate, positive. Default 1e-3.</summary>
    public double HeadRate { get; init; } = 1e-3;

    /// <summary>Epochs in which everything learns, at least 1. Default 30.</summary>
    public int TuneEpochs { get; init; } = 30;

    /// <summary>The learning rate of everything in the second stage, positive. Default 1e-5.</summary>
    public double TuneRate { get; init; } = 1e-5;

    /// <summary>The learning rate of the arms in which everything learns from the first step, positive. Default 1e-4.</summary>
    public double OneStageRate { get; init; } = 1e-4;

    /// <summary>What each layer's rate is of the next one's in the layer-wise arm, in (0, 1]. Default 0.75.</summary>
    public double LayerDecay { get; init; } = 0.75;

    /// <summary>
    /// What batch norms do once everything learns. Default they train; <see cref="NormMode.Frozen"/> suits batches of few images.
    /// </summary>
    public NormMode TuneNorms { get; init; } = NormMode.Train;

    /// <summary>Weight decay, not negative. Default 1e-4.</summary>
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>The optimiser. Default Adam.</summary>
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Adam;

    /// <summary>Rows in a batch, at least 2. Default 32.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>
    /// Which rows form a batch: shuffled, or the classes in turn, which over-samples the rare one; both make as many steps. Default
    /// shuffled.
    /// </summary>
    public SamplerKind Sampler { get; init; } = SamplerKind.Shuffled;

    /// <summary>The validation metric that says which epoch is best. Default auroc, which needs no threshold.</summary>
    public string WatchedMetric { get; init; } = "auroc";

    /// <summary>
    /// Epochs of tuning without a better metric after which training ends, at least 1; null trains all, so that all arms make as many
    /// steps. Default null.
    /// </summary>
    public int? Patience { get; init; }

    /// <summary>Where is trained; where the model is if null.</summary>
    public Device? Device { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">At least one value is out of its range; all are listed.</exception>
    public void Validate() => new OptionsCheck(nameof(FineTuningOptions))
        .Require(HeadEpochs >= 1, nameof(HeadEpochs), HeadEpochs, "it must be at least 1")
        .Require(TuneEpochs >= 1, nameof(TuneEpochs), TuneEpochs, "it must be at least 1")
        .Require(HeadRate > 0 && double.IsFinite(HeadRate), nameof(HeadRate), HeadRate, "it must be positive")
        .Require(TuneRate > 0 && double.IsFinite(TuneRate), nameof(TuneRate), TuneRate, "it must be positive")
        .Require(OneStageRate > 0 && double.IsFinite(OneStageRate), nameof(OneStageRate), OneStageRate, "it must be positive")
        .Require(LayerDecay is > 0 and <= 1, nameof(LayerDecay), LayerDecay, "it must be in (0, 1]")
        .Require(WeightDecay >= 0, nameof(WeightDecay), WeightDecay, "it must not be negative")
        .Require(BatchSize >= 2, nameof(BatchSize), BatchSize, "it must be at least 2")
        .Require(Patience is null or >= 1, nameof(Patience), Patience, "it must be at least 1, or null")
        .ThrowIfAny();
}
