namespace Counterpoise.Augmentation;

/// <summary>A metric of decisions by different ways to reach them: threshold and ranking are two questions.</summary>
/// <param name="Metric">balanced_accuracy or f1.</param>
/// <param name="Raw">The model on the data as they are, at probability 0.5.</param>
/// <param name="TunedThreshold">The same model, its threshold chosen on inner folds of the training rows.</param>
/// <param name="PriorShift">The same model, its log-odds moved by logit(π') − logit(π), at 0.5.</param>
/// <param name="Reweighted">The model with weights that give π', at 0.5.</param>
/// <param name="Synthetic">The model with synthetic rows that give π', at 0.5.</param>
/// <param name="OverThreshold">Synthetic less tuned threshold: what the rows are worth beyond a threshold.</param>
public sealed record DecisionEffect(string Metric, double Raw, double TunedThreshold, double PriorShift, double Reweighted,
    double Synthetic, DifferenceEstimate OverThreshold);
