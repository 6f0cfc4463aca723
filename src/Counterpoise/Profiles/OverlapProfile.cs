namespace Counterpoise.Profiles;

/// <summary>
/// How far the classes overlap in feature space. Scale the features first: all measures but <see cref="FisherComplexity"/>
/// are of Euclidean distances.
/// </summary>
/// <remarks>
/// References: Ho and Basu, "Complexity measures of supervised classification problems", IEEE TPAMI 2002, doi:10.1109/34.990132;
/// Lorena et al., "How complex is your classification problem?", ACM Computing Surveys 2019, doi:10.1145/3347711;
/// Smith, Martinez and Giraud-Carrier, "An instance level analysis of data complexity" (kDN), Machine Learning 2014,
/// doi:10.1007/s10994-013-5422-z.
/// </remarks>
public sealed record OverlapProfile
{
    /// <summary>
    /// N1: share of rows that an edge of the minimum spanning tree joins to another class; null where a class has one row alone.
    /// </summary>
    public required double? N1 { get; init; }

    /// <summary>
    /// N2 as a ratio: sum of distances to the nearest row of the same class over that to the nearest of another; null where a
    /// class has one row alone, or all nearest rows of other classes coincide.
    /// </summary>
    public required double? N2Ratio { get; init; }

    /// <summary>N2 scaled to [0, 1): r / (1 + r).</summary>
    public double? N2 => N2Ratio / (1 + N2Ratio);

    /// <summary>N3: leave-one-out error of the nearest neighbour; null where a class has one row alone.</summary>
    public required double? N3 { get; init; }

    /// <summary>Mean over rows of kDN, the share of the k nearest rows with another label.</summary>
    public required double MeanKdn { get; init; }

    /// <summary>kDN of every row.</summary>
    public required double[] Kdn { get; init; }

    /// <summary>F1: 1 / (1 + the largest Fisher ratio of a feature), in (0, 1]; small where one feature alone parts the classes.</summary>
    public required double FisherComplexity { get; init; }

    /// <summary>
    /// Fisher ratio of each feature: Σ_c n_c (mean_c − mean)² / Σ_c Σ_i (x_i − mean_c)²; null for a feature that is constant within every
    /// class.
    /// </summary>
    public required IReadOnlyList<double?> FisherRatios { get; init; }

    /// <summary>Per class, in class order.</summary>
    public required IReadOnlyList<ClassOverlap> Classes { get; init; }

    /// <summary>Rows that repeat an earlier row's features exactly.</summary>
    public required int DuplicateRows { get; init; }

    /// <summary>Rows whose features also stand with another label.</summary>
    public required int ConflictingRows { get; init; }

    /// <summary>What was sampled, dropped or left undefined, and why.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
