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

    /// <summary>The smallest π' whose augmented mean lies within one standard error of the best.</summary>
    public required double ChosenShare { get; init; }

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
