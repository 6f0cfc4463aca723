using Counterpoise.Learning.Stages;
using Counterpoise.Options;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Learning.Training;

/// <summary>How a training loop runs any step.</summary>
public sealed record LoopOptions
{
    /// <summary>The stages in their order; their epochs add up to the training's. At least one.</summary>
    public required IReadOnlyList<TrainingStage> Stages { get; init; }

    /// <summary>How rates change over the whole training, for stages without a schedule of their own. Default constant.</summary>
    public LearningRateSchedule Schedule { get; init; } = new ConstantSchedule();

    /// <summary>Batches whose gradients are summed up before a step, at least 1. Default 1.</summary>
    public int AccumulationSteps { get; init; } = 1;

    /// <summary>The norm that an optimiser's gradients are clipped to, positive; null leaves them. Default null.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>
    /// Decay of a moving average of the model's weights, in (0, 1), which is then what is evaluated and kept; null for none. Default null.
    /// </summary>
    public double? EmaDecay { get; init; }

    /// <summary>Epochs without a better watched metric after which training ends, at least 1; null trains all. Default null.</summary>
    public int? Patience { get; init; }

    /// <summary>The epoch from which patience is counted, from 0. Default 0.</summary>
    public int PatientFrom { get; init; }

    /// <summary>Steps between checkpoints within an epoch; 0 keeps one at the end of each epoch only. Default 0.</summary>
    public int CheckpointSteps { get; init; }

    /// <summary>
    /// Batches of the epoch over which the statistics of batch norms are measured anew before each evaluation, see
    /// <see cref="NormStatistics"/>; 0 keeps the running ones. Default 0.
    /// </summary>
    public int NormBatches { get; init; }

    /// <summary>Epochs of all stages.</summary>
    public int Epochs => Stages.Sum(stage => stage.Epochs);

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">At least one value is out of its range; all are listed.</exception>
    public void Validate() => new OptionsCheck(nameof(LoopOptions))
        .Require(Stages.Count > 0, "Stages is empty; give at least one")
        .Require(Stages.All(s => s.Epochs >= 1),
            $"a stage has {Stages.Select(s => s.Epochs).DefaultIfEmpty().Min()} epochs; each needs at least 1")
        .Require(Stages.All(s => s.RateFactor > 0 && double.IsFinite(s.RateFactor)), "RateFactor of a stage is not positive and finite")
        .Require(AccumulationSteps >= 1, nameof(AccumulationSteps), AccumulationSteps, "it must be at least 1")
        .Require(ClipNorm is null or > 0, nameof(ClipNorm), ClipNorm, "it must be positive, or null for none")
        .Require(EmaDecay is null or (> 0 and < 1), nameof(EmaDecay), EmaDecay, "it must be in (0, 1), or null for none")
        .Require(Patience is null or >= 1, nameof(Patience), Patience, "it must be at least 1, or null")
        .Require(PatientFrom >= 0, nameof(PatientFrom), PatientFrom, "it must not be negative")
        .Require(CheckpointSteps >= 0, nameof(CheckpointSteps), CheckpointSteps, "it must not be negative")
        .Require(NormBatches >= 0, nameof(NormBatches), NormBatches, "it must not be negative")
        .ThrowIfAny();
}
