namespace Counterpoise.Comparisons;

/// <summary>How a method turns probabilities into classes.</summary>
public enum DecisionRule
{
    /// <summary>The most probable class.</summary>
    MostProbable,

    /// <summary>The most probable class after the probabilities are divided by the class priors of the training rows.</summary>
    LogitAdjusted,

    /// <summary>
    /// The decision that serves the metric in question best on inner folds of the training rows, see
    /// <see cref="Calibration.DecisionWeights"/>.
    /// </summary>
    Tuned,
}
