using Counterpoise.Classifiers;

namespace Counterpoise.Lifecycle.Drift.References;

/// <summary>Options of <see cref="ClassifierTwoSample"/>.</summary>
public sealed record ClassifierTwoSampleOptions
{
    /// <summary>
    /// What learns to tell window from reference; a standardised logistic regression by default, which sees shifts of means. Trees see
    /// more.
    /// </summary>
    public IClassifier Classifier { get; init; } = new Standardized(new LogisticRegression());

    /// <summary>Seed of the halves, and of the classifier.</summary>
    public ulong Seed { get; init; } = 1;
}
