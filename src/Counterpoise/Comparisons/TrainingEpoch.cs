namespace Counterpoise.Comparisons;

/// <summary>One point of a training curve; what a method does not have is null.</summary>
public sealed record TrainingEpoch
{
    /// <summary>The epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>The mean total loss over the epoch.</summary>
    public required double Loss { get; init; }

    /// <summary>The class term (cross-entropy in its variants).</summary>
    public double? ClassTerm { get; init; }

    /// <summary>The contrastive term, before it is weighted by λ.</summary>
    public double? ContrastiveTerm { get; init; }

    /// <summary>The temperature τ.</summary>
    public double? Temperature { get; init; }

    /// <summary>The contrastive weight λ.</summary>
    public double? ContrastiveWeight { get; init; }

    /// <summary>The learning rate at the end of the epoch.</summary>
    public double? LearningRate { get; init; }

    /// <summary>The metric that early stopping watches, on the validation split.</summary>
    public double? ValidationMetric { get; init; }
}
