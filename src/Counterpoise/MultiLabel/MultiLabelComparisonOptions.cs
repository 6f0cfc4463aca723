using Counterpoise.Classifiers;
using Counterpoise.Options;

namespace Counterpoise.MultiLabel;

/// <summary>What is compared on rows of several labels.</summary>
public sealed record MultiLabelComparisonOptions
{
    /// <summary>The methods; <see cref="MultiLabelMethod.None"/> is always among them. Default all.</summary>
    public IReadOnlyList<MultiLabelMethod> Methods { get; init; } = MultiLabelMethod.All();

    /// <summary>The classifiers, the simplest first; features are standardised. Default logistic regression.</summary>
    public IReadOnlyList<IClassifier> Classifiers { get; init; } = [new LogisticRegression()];

    /// <summary>Folds of a repeat, at least 2. Default 5.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>How often folds are drawn anew, at least 1. Default 1.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>Inner folds on which thresholds are tuned, at least 2. Default 3.</summary>
    public int InnerFolds { get; init; } = 3;

    /// <summary>Seed of all draws. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(MultiLabelComparisonOptions))
        .Require(Folds >= 2, $"{nameof(Folds)} is {Folds}; expected at least 2")
        .Require(InnerFolds >= 2, $"{nameof(InnerFolds)} is {InnerFolds}; expected at least 2")
        .Require(Repeats >= 1, $"{nameof(Repeats)} is {Repeats}; expected at least 1")
        .Require(Classifiers.Count >= 1, $"{nameof(Classifiers)} is empty; expected at least one")
        .ThrowIfAny();
}
