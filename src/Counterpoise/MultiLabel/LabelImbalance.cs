namespace Counterpoise.MultiLabel;

/// <summary>How unequally several labels are spread, and whether rare and frequent ones share rows.</summary>
/// <remarks>
/// IRLbl of a label is the rows of the most frequent label over its own; MeanIR their mean over labels that occur. SCUMBLE is the mean over
/// rows with labels of 1 − (geometric / arithmetic mean of their labels' IRLbl): near 0 rare labels stand alone, near 1 they share rows
/// with frequent ones, so that copying a row copies both. References: Charte et al., Neurocomputing 2015, doi:10.1016/j.neucom.2014.08.091;
/// HAIS 2014, doi:10.1007/978-3-319-07617-1_10.
/// </remarks>
public sealed record LabelImbalance
{
    /// <summary>Rows that have each label.</summary>
    public required IReadOnlyList<int> Counts { get; init; }

    /// <summary>IRLbl of each label, at least 1; ∞ for a label without rows.</summary>
    public required IReadOnlyList<double> Ratios { get; init; }

    /// <summary>Mean of the finite ratios.</summary>
    public required double MeanRatio { get; init; }

    /// <summary>SCUMBLE, in [0, 1).</summary>
    public required double Concurrence { get; init; }

    /// <summary>Labels of a row, on average.</summary>
    public required double Cardinality { get; init; }

    /// <summary>Rows without any label.</summary>
    public required int Unlabelled { get; init; }

    /// <summary>Labels whose ratio exceeds the mean: those that resamplers look after.</summary>
    public IReadOnlyList<int> Minority => [.. Enumerable.Range(0, Counts.Count).Where(l => Counts[l] > 0 && Ratios[l] > MeanRatio)];

    /// <summary>Measures.</summary>
    /// <param name="labels">At least one row with a label.</param>
    /// <exception cref="ArgumentException">No row has a label.</exception>
    public static LabelImbalance Of(LabelSet labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var places = Enumerable.Range(0, labels.Names.Count).ToArray();
        int[] counts = [.. places.Select(l => labels.Codes(l).Sum())];
        if (counts.Sum() == 0)
            throw new ArgumentException(
                $"none of the {labels.Rows} rows has any of the labels {string.Join(", ", labels.Names)}", nameof(labels));
        double most = counts.Max();
        double[] ratios = [.. counts.Select(c => c == 0 ? double.PositiveInfinity : most / c)];
        double[][] own = [.. Enumerable.Range(0, labels.Rows)
            .Select(i => places.Where(l => labels[i, l]).Select(l => ratios[l]).ToArray())];
        return new LabelImbalance
        {
            Counts = counts,
            Ratios = ratios,
            MeanRatio = ratios.Where(double.IsFinite).Average(),
            Concurrence = own.Where(r => r.Length > 0).Average(r => 1 - (Math.Exp(r.Average(Math.Log)) / r.Average())),
            Cardinality = counts.Sum() / (double)labels.Rows,
            Unlabelled = own.Count(r => r.Length == 0),
        };
    }
}
