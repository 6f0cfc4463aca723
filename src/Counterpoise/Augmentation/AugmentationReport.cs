namespace Counterpoise.Augmentation;

/// <summary>What the advisor says, with its evidence. Serialises with System.Text.Json.</summary>
public sealed record AugmentationReport
{
    /// <summary>The verdict, by the deciding metric at <see cref="ChosenShare"/>.</summary>
    public required AugmentationVerdict Verdict { get; init; }

    /// <summary>The verdict and its numbers in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>The deciding metric.</summary>
    public required string Metric { get; init; }

    /// <summary>Share of positive rows in the data.</summary>
    public required double RawShare { get; init; }

    /// <summary>
    /// The π' that inner folds chose most often: the smallest whose augmented mean lies within one standard error of the best there. Each
    /// fold is judged at its own.
    /// </summary>
    public required double ChosenShare { get; init; }

    /// <summary>How often each π' was chosen by inner folds.</summary>
    public required IReadOnlyDictionary<string, int> ChosenShares { get; init; }

    /// <summary>The effect by each ranking metric at the π' that each fold's inner folds chose: what the verdict rests on.</summary>
    public required IReadOnlyList<AugmentationEffect> Chosen { get; init; }

    /// <summary>
    /// Copies of the positives instead of new ones, at the same π': metric of the copies less that of the weights. Near 0 for a model that
    /// heeds weights as rows.
    /// </summary>
    public required DifferenceEstimate Copies { get; init; }

    /// <summary>What a threshold or a shift of the class prior gives without touching the data, for metrics of decisions.</summary>
    public required IReadOnlyList<DecisionEffect> Decisions { get; init; }

    /// <summary>
    /// Positive rows that would narrow the interval of the total to the margin, by 1/√n; null unless the verdict is undecided.
    /// </summary>
    public required int? PositivesNeeded { get; init; }

    /// <summary>
    /// Whether the flexible reference ranks better by less than the margin: then the model is well specified, as far as can be seen.
    /// </summary>
    public required bool IsWellSpecified { get; init; }

    /// <summary>
    /// G = AUROC of the flexible reference − AUROC of the model, both on the raw data: evidence of misspecification where its
    /// interval lies above 0.
    /// </summary>
    public required DifferenceEstimate Misspecification { get; init; }

    /// <summary>One entry for each π' and metric.</summary>
    public required IReadOnlyList<AugmentationEffect> Effects { get; init; }

    /// <summary>How close the synthetic positives are to true ones, at <see cref="ChosenShare"/>.</summary>
    public required SyntheticFidelity Fidelity { get; init; }

    /// <summary>Folds and repeats used.</summary>
    public required string Protocol { get; init; }

    /// <summary>What was changed from what was asked, and why.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
