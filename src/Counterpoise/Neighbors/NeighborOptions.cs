using Counterpoise.Options;

namespace Counterpoise.Neighbors;

/// <summary>How neighbours are searched.</summary>
public sealed record NeighborOptions
{
    /// <summary>The distance; default <see cref="NeighborMetric.Euclidean"/>.</summary>
    public NeighborMetric Metric { get; init; }

    /// <summary>Threads, at least 1; default all processors. The result does not depend on it.</summary>
    [SpeedOnly]
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value lies outside its range.</exception>
    public void Validate()
    {
        if (Threads < 1 || !Enum.IsDefined(Metric))
        {
            throw new ArgumentException(
                $"Threads is {Threads} and Metric is {Metric}: Threads must be at least 1 and Metric a defined value");
        }
    }
}
