using Counterpoise.Options;

namespace Counterpoise.Workflows.QuantizationAware;

/// <summary>How a trained network is trained on with its int8 rounding in view.</summary>
public sealed record QuantizationAwareOptions
{
    /// <summary>Passes over the training rows, at least 1. Default 5.</summary>
    public int Epochs { get; init; } = 5;

    /// <summary>The learning rate of Adam at the beginning, positive; it falls to zero along a cosine. Default 1e-4.</summary>
    public double LearningRate { get; init; } = 1e-4;

    /// <summary>Rows of a batch, at least 2. Default 32.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>The seed of the order of the rows and of augmentation.</summary>
    public ulong Seed { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">One or more values cannot be used; the message names each.</exception>
    public void Validate() => new OptionsCheck(nameof(QuantizationAwareOptions))
        .Require(Epochs >= 1, nameof(Epochs), Epochs, "it must be at least 1")
        .Require(LearningRate > 0 && double.IsFinite(LearningRate), nameof(LearningRate), LearningRate, "it must be positive and finite")
        .Require(BatchSize >= 2, nameof(BatchSize), BatchSize, "it must be at least 2")
        .ThrowIfAny();
}
