namespace Counterpoise.LabelAudits;

/// <summary>By what suspects are ranked.</summary>
public enum AuditRanking
{
    /// <summary>By <see cref="LabelAudits.StableHardness"/> of a network that also learns probes.</summary>
    StableHardness,

    /// <summary>By the margin of <see cref="LabelAudits.ConfidentLearning"/> on out-of-fold probabilities.</summary>
    ConfidentLearning,

    /// <summary>By <see cref="LabelAudits.AreaUnderMargin"/>.</summary>
    AreaUnderMargin,

    /// <summary>
    /// By the probability of the component of large losses of <see cref="LabelAudits.LossMixture"/>, of equals by the loss.
    /// </summary>
    LossMixture,

    /// <summary>By the mean of the ranks under the first three.</summary>
    MeanRank,

    /// <summary>By the loss after the last epoch alone: a control.</summary>
    LastLoss,

    /// <summary>By a draw: the control that spends the same number of reviews without an idea.</summary>
    Random,
}
