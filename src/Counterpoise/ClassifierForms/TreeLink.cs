namespace Counterpoise.ClassifierForms;

/// <summary>How what the leaves of trees hold becomes probabilities.</summary>
public enum TreeLink
{
    /// <summary>The leaf of the only tree holds them.</summary>
    Shares,

    /// <summary>Leaves hold class priors, whose sums over the trees are divided by their own sum.</summary>
    AveragedShares,

    /// <summary>Leaves hold parts of the log-odds of the second class of two.</summary>
    Logistic,

    /// <summary>Leaves hold parts of the score of one class each; a softmax follows.</summary>
    Softmax,
}
