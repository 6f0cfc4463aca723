namespace Counterpoise.Augmentation;

/// <summary>What a positive share does to one metric, split into its two parts: Total = Weight + Synthetic.</summary>
/// <param name="PositiveShare">π' after weighting or augmentation.</param>
/// <param name="Metric">The metric's name.</param>
/// <param name="Raw">Mean of the model on the data as they are.</param>
/// <param name="Reweighted">Mean of the model with weights that give π', without synthetic rows.</param>
/// <param name="Synthetic">Mean of the model with synthetic positives that give π'.</param>
/// <param name="Weight">Reweighted − raw: the part that the balance alone gives.</param>
/// <param name="SyntheticPart">Synthetic − reweighted: the part that the synthetic rows' distribution gives.</param>
/// <param name="Total">Synthetic − raw.</param>
public sealed record AugmentationEffect(double PositiveShare, string Metric, double Raw, double Reweighted, double Synthetic,
    DifferenceEstimate Weight, DifferenceEstimate SyntheticPart, DifferenceEstimate Total);
