using Counterpoise.Statistics;

namespace Counterpoise.Comparisons;

/// <summary>
/// Mean ranks of the methods over blocks (data sets, or scenarios and seeds), with Friedman's test and Nemenyi's critical difference.
/// </summary>
public sealed record MethodRanks
{
    /// <summary>The metric that ranks.</summary>
    public required string Metric { get; init; }

    /// <summary>The classifier; null where all are taken together.</summary>
    public string? Classifier { get; init; }

    /// <summary>The methods, in the order of <see cref="FriedmanResult.MeanRanks"/>.</summary>
    public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>Blocks in which every method has a value.</summary>
    public required int Blocks { get; init; }

    /// <summary>The test and the ranks; rank 1 is best.</summary>
    public required FriedmanResult Friedman { get; init; }
}
