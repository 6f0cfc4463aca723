namespace Counterpoise.Statistics;

/// <summary>What Friedman's test found, with Nemenyi's comparison of all pairs.</summary>
public sealed record FriedmanResult
{
    /// <summary>Friedman's chi-squared, corrected for ties, and its p-value with k − 1 degrees of freedom.</summary>
    public required SignificanceTest Test { get; init; }

    /// <summary>
    /// The F statistic of Iman and Davenport, less conservative, with (k − 1) and (k − 1)(N − 1) degrees of freedom; +∞ where
    /// the ranks agree everywhere.
    /// </summary>
    public required SignificanceTest ImanDavenport { get; init; }

    /// <summary>Mean rank of each of the k methods; 1 is best.</summary>
    public required double[] MeanRanks { get; init; }

    /// <summary>Nemenyi's critical difference of mean ranks: q(α, k, ∞)/√2 · √(k(k+1)/6N).</summary>
    public required double CriticalDifference { get; init; }

    /// <summary>Level of the critical difference, such as 0.05.</summary>
    public required double Alpha { get; init; }

    /// <summary>k × k p-values of Nemenyi's test; 1 on the diagonal.</summary>
    public required double[][] NemenyiPValues { get; init; }

    /// <summary>
    /// Groups of methods, as runs of the order by rank, that lie within the critical difference: the bars of a critical-difference plot.
    /// </summary>
    public required IReadOnlyList<int[]> Cliques { get; init; }
}
