using Counterpoise.Options;

namespace Counterpoise.Vision.Baselines;

/// <summary>The small network that <c>head/…</c> trains on frozen features, and how it is trained.</summary>
public sealed record HeadOptions
{
    /// <summary>Width of the hidden layer, which is the embedding, at least 1. Default 256.</summary>
    public int HiddenSize { get; init; } = 256;

    /// <summary>Share of the features that is zeroed in training, in [0, 1). Default 0.5.</summary>
    public double Dropout { get; init; } = 0.5;

    /// <summary>Passes over the training images, at least 1. Default 40.</summary>
    public int Epochs { get; init; } = 40;

    /// <summary>Images in a batch, at least 2. Default 64.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Learning rate of Adam after one epoch of warm-up, positive. Default 0.001.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Weight decay, not negative. Default 1e-4.</summary>
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">At least one value is out of its range; all are listed.</exception>
    public void Validate() => new OptionsCheck(nameof(HeadOptions))
        .Require(HiddenSize >= 1, nameof(HiddenSize), HiddenSize, "expected at least 1")
        .Require(Dropout is >= 0 and < 1, nameof(Dropout), Dropout, "expected at least 0 and below 1")
        .Require(Epochs >= 1, nameof(Epochs), Epochs, "expected at least 1")
        .Require(BatchSize >= 2, nameof(BatchSize), BatchSize, "expected at least 2")
        .Require(LearningRate > 0 && double.IsFinite(LearningRate),
            nameof(LearningRate), LearningRate, "expected a finite number above 0")
        .Require(WeightDecay >= 0 && double.IsFinite(WeightDecay),
            nameof(WeightDecay), WeightDecay, "expected a finite number of at least 0")
        .ThrowIfAny();
}
