namespace Counterpoise.Comparisons;

/// <summary>
/// What the cells of a comparison say, in numbers: the pipeline to take, and what methods add to the cheap controls. A verdict is its
/// wording.
/// </summary>
public sealed record Judgement
{
    private static readonly string[] RankingMetrics = [MetricNames.Auroc, MetricNames.AveragePrecision];

    /// <summary>The pipeline to take; null where nothing was chosen on inner folds.</summary>
    public PipelineChoice? Pipeline { get; init; }

    /// <summary>The methods against the controls in the primary metric.</summary>
    public required ControlComparison Primary { get; init; }

    /// <summary>The same in AUROC and average precision, which no threshold moves; without the primary metric.</summary>
    public required IReadOnlyList<ControlComparison> Ranking { get; init; }

    /// <summary>
    /// Places (data set, seed and fold) in which no method has a value of the primary metric, since the test split lacks a class.
    /// </summary>
    public required int UndefinedPlaces { get; init; }

    /// <summary>All places.</summary>
    public required int Places { get; init; }

    /// <summary>Judges a comparison.</summary>
    /// <param name="comparison">The comparison.</param>
    public static Judgement Of(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var primary = ControlComparison.Of(comparison, comparison.PrimaryMetric);
        return new Judgement
        {
            Primary = primary,
            Ranking = [.. RankingMetrics.Where(m => m != comparison.PrimaryMetric).Select(m => ControlComparison.Of(comparison, m))
                .Where(c => c.Groups.Count > 0)],
            Pipeline = PipelineChoice.Of(comparison, primary),
            UndefinedPlaces = new PairedCells(comparison).Undefined(comparison.PrimaryMetric).Count,
            Places = comparison.Cells.Select(c => (c.Scenario, c.Seed, c.Fold)).Distinct().Count(),
        };
    }
}
