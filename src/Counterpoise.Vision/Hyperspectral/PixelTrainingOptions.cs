using Counterpoise.Options;

namespace Counterpoise.Vision.Hyperspectral;

/// <summary>How a <see cref="HyperspectralNetwork"/> is trained.</summary>
public sealed record PixelTrainingOptions
{
    /// <summary>Epochs, at least 1; the paper has 100. Default 20.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>Patches a step, at least 1. Default 8.</summary>
    public int BatchSize { get; init; } = 8;

    /// <summary>AdamW's rate, above 0. Default 3e-4.</summary>
    public double LearningRate { get; init; } = 3e-4;

    /// <summary>Weight decay, at least 0; A_log and D of the scans have none. Default 1e-4.</summary>
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>What is learnt from. Default the hybrid loss.</summary>
    public PixelLossKind Loss { get; init; } = PixelLossKind.Hybrid;

    /// <summary>Whether dice is averaged over all classes, present or not, as in the paper. Default off.</summary>
    public bool PaperDice { get; init; }

    /// <summary>Whether all numbers are of double precision, which is slower. Default off.</summary>
    public bool DoublePrecision { get; init; }

    /// <summary>The seed of initial values and batches. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">At least one is out of range; all are listed.</exception>
    public void Validate() => new OptionsCheck(nameof(PixelTrainingOptions))
        .Require(Epochs >= 1, nameof(Epochs), Epochs, "at least 1 was expected")
        .Require(BatchSize >= 1, nameof(BatchSize), BatchSize, "at least 1 was expected")
        .Require(LearningRate > 0, nameof(LearningRate), LearningRate, "a number above 0 was expected")
        .Require(WeightDecay >= 0, nameof(WeightDecay), WeightDecay, "0 or more was expected")
        .ThrowIfAny();
}
