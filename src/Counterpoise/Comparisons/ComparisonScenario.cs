namespace Counterpoise.Comparisons;

/// <summary>One distribution of classes, or one data set, on which the methods are compared.</summary>
public sealed record ComparisonScenario
{
    /// <summary>A short name, such as <c>1</c> or <c>glass2</c>; cells refer to it.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, in a few words.</summary>
    public string Description { get; init; } = "";

    /// <summary>The classes of this data set where they differ from the comparison's.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>Training rows per class, in the order of the classes.</summary>
    public int[] TrainCounts { get; init; } = [];

    /// <summary>Test rows per class, in the order of the classes; empty where they differ by fold.</summary>
    public int[] TestCounts { get; init; } = [];

    /// <summary>Test rows over training rows, the mean of the folds of a table; null where it plays no part.</summary>
    public double? TestShare { get; init; }

    /// <summary>The imbalance level σ of the training split, in [0, 0.5]; null where it plays no part.</summary>
    public double? ImbalanceLevel { get; init; }

    /// <summary>The adaptive temperature τ that σ gives; null where it plays no part.</summary>
    public double? Temperature { get; init; }

    /// <summary>The adaptive contrastive weight λ that σ gives; null where it plays no part.</summary>
    public double? ContrastiveWeight { get; init; }
}
