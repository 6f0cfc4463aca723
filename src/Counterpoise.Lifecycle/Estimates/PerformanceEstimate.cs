namespace Counterpoise.Lifecycle.Estimates;

/// <summary>What a model is expected to achieve on rows whose classes are not known, and under which conditions.</summary>
public sealed record PerformanceEstimate
{
    /// <summary>The name of each class, [C].</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>Expected number of rows by true class, then predicted class, [C][C].</summary>
    public required IReadOnlyList<IReadOnlyList<double>> ExpectedConfusion { get; init; }

    /// <summary>The metrics, in a fixed order: recall and precision of each class, then those over all classes.</summary>
    public required IReadOnlyList<EstimatedMetric> Metrics { get; init; }

    /// <summary>What must hold, and what was found. One that cannot be checked stands there too.</summary>
    public required IReadOnlyList<EstimateCondition> Conditions { get; init; }

    /// <summary>
    /// Whether no condition was found broken. True does not mean that the estimate is right: concept drift cannot be seen without labels.
    /// </summary>
    public bool Usable => Conditions.All(c => c.Holds != false);

    /// <summary>A metric by its name.</summary>
    /// <param name="name">Such as <c>recall(yes)</c>.</param>
    /// <exception cref="KeyNotFoundException">There is none of this name.</exception>
    public EstimatedMetric this[string name] => Metrics.FirstOrDefault(m => m.Name == name)
        ?? throw new KeyNotFoundException(
            $"no metric is called '{name}'; expected one of {string.Join(", ", Metrics.Select(m => m.Name))}");
}
