namespace Counterpoise.Augmentation;

/// <summary>How close synthetic positives lie to true positives that were held out, over the folds of the first repeat.</summary>
/// <param name="TwoSampleAuroc">AUROC of nearest neighbours that tell them apart, by cross-validation; .5 means that it cannot. Null where
/// folds hold fewer than 4 positives or synthetic rows.</param>
/// <param name="EnergyDistance">2E‖S−T‖ − E‖S−S'‖ − E‖T−T'‖, in the unit of the features, scaled where they are scaled; 0 for equal
/// distributions. Null where no row was added.</param>
public sealed record SyntheticFidelity(double? TwoSampleAuroc, double? EnergyDistance);
