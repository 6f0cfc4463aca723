using Counterpoise.Options;

namespace Counterpoise.Learning.PostHoc;

/// <summary>A second stage of training, of the last layer alone.</summary>
public sealed record HeadStageOptions
{
    /// <summary>What is done. Default retraining.</summary>
    public HeadStageKind Kind { get; init; }

    /// <summary>Passes over the training rows, at least 1; of retraining and rescaling. Default 10, the paper's.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>
    /// The learning rate of Adam, positive, falling as a cosine; of retraining and rescaling. Default 1e-3, which suits retraining;
    /// rescaling has few weights to move and takes 1e-2.
    /// </summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">At least one value is out of its range; all are listed.</exception>
    public void Validate() => new OptionsCheck(nameof(HeadStageOptions))
        .Require(Enum.IsDefined(Kind), nameof(Kind), Kind, "it must be Retraining, Rescaling, Normalization or Adjustment")
        .Require(Epochs >= 1, nameof(Epochs), Epochs, "it must be at least 1")
        .Require(LearningRate > 0 && double.IsFinite(LearningRate), nameof(LearningRate), LearningRate, "it must be positive and finite")
        .ThrowIfAny();
}
