using Counterpoise.Metrics;

namespace Counterpoise.Learning.Observers;

/// <summary>One epoch as an observer sees it.</summary>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="Record">What the log says of it, by name.</param>
/// <param name="Watched">The watched metric; null where nothing is evaluated.</param>
/// <param name="IsBest">Whether it is the best epoch so far.</param>
/// <param name="Warning">What a person should know; null for nothing.</param>
public sealed record EpochReport(
    int Epoch, IReadOnlyDictionary<string, double> Record, MetricValue? Watched, bool IsBest, string? Warning);
