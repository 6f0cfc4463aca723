namespace Counterpoise.Metrics;

/// <summary>
/// What is known of a metric besides its values: label, direction, range. Said once, by the <see cref="IMetric"/>, and read everywhere
/// else.
/// </summary>
public sealed record MetricDescription
{
    /// <summary>The name in files, in snake_case.</summary>
    public required string Name { get; init; }

    /// <summary>What people read, such as <c>G-mean</c>.</summary>
    public required string Label { get; init; }

    /// <summary>True if a larger value is better. Default true.</summary>
    public bool HigherIsBetter { get; init; } = true;

    /// <summary>The smallest value that the metric can take; null where there is none.</summary>
    public double? Low { get; init; }

    /// <summary>The largest value that the metric can take; null where there is none.</summary>
    public double? High { get; init; }

    /// <summary>True if the metric reads probabilities, so that no decision changes it.</summary>
    public bool NeedsProbabilities { get; init; }

    /// <summary>Describes a metric.</summary>
    /// <param name="metric">The metric.</param>
    public static MetricDescription Of(IMetric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return new MetricDescription
        {
            Name = metric.Name,
            Label = metric.Label,
            HigherIsBetter = metric.HigherIsBetter,
            Low = metric.Low,
            High = metric.High,
            NeedsProbabilities = metric.NeedsProbabilities,
        };
    }
}
