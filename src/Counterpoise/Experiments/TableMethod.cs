using Counterpoise.Classifiers;
using Counterpoise.Comparisons;

namespace Counterpoise.Experiments;

/// <summary>A way to treat the training rows that is compared.</summary>
/// <param name="Description">Name, label and what it does.</param>
/// <param name="Settings">Everything that determines it, for the hash of a finished cell.</param>
/// <param name="Create">Makes the resampler for training rows with these class counts.</param>
public sealed record TableMethod(ComparisonMethod Description, IReadOnlyDictionary<string, string> Settings, Func<int[], MethodChoice> Create)
{
    /// <summary>The method that leaves the rows as they are.</summary>
    public static TableMethod None { get; } = new(
        new ComparisonMethod { Name = "none", Label = "no resampling", Description = "Learns from the rows as they are.", IsControl = true, Level = MethodLevel.Plain },
        new Dictionary<string, string>(), _ => new MethodChoice(null));

    /// <summary>The method that leaves the rows as they are and weighs every class the same.</summary>
    public static TableMethod ClassWeights { get; } = new(
        new ComparisonMethod
        {
            Name = "weights",
            Label = "class weights",
            Description = "Learns from the rows as they are; every class weighs the same.",
            IsControl = true,
            Level = MethodLevel.Loss,
        },
        new Dictionary<string, string>(), _ => new MethodChoice(null, null, c => new ClassWeighted(c)));

    /// <summary>
    /// The method that takes the models of <see cref="None"/> and divides their probabilities by the class shares of the training rows
    /// (post-hoc logit adjustment).
    /// </summary>
    public static TableMethod LogitAdjustment { get; } = new(
        new ComparisonMethod
        {
            Name = "logit-adjustment",
            Label = "logit adjustment",
            Description = "Learns from the rows as they are; probabilities are divided by the class shares of the training rows.",
            IsControl = true,
            Level = MethodLevel.Decision,
            Decision = DecisionRule.LogitAdjusted,
            ModelsOf = "none",
        },
        new Dictionary<string, string>(), _ => new MethodChoice(null));

    /// <summary>
    /// The method that looks at no feature and always predicts the class shares of the training rows, so the most frequent class: the
    /// floor of every comparison.
    /// </summary>
    public static TableMethod Majority { get; } = new(
        new ComparisonMethod
        {
            Name = "majority",
            Label = "majority class",
            Description = "Always predicts the class shares of the training rows, so the most frequent class.",
            IsControl = true,
            Level = MethodLevel.Plain,
        },
        new Dictionary<string, string>(), _ => new MethodChoice(null, null, _ => new ClassPrior()));

    /// <summary>
    /// The method that takes the models of <see cref="None"/> and tunes the decision on inner folds of the training rows, for each metric
    /// of
    /// decisions its own: a threshold for two classes, <see cref="Calibration.DecisionWeights"/> for several.
    /// </summary>
    public static TableMethod TunedThreshold { get; } = new(
        new ComparisonMethod
        {
            Name = "threshold",
            Label = "tuned threshold",
            Description = "Learns from the rows as they are; for each metric the threshold (with several classes: a weight per class) is where inner folds of the training rows are best.",
            IsControl = true,
            Level = MethodLevel.Decision,
            Decision = DecisionRule.Tuned,
            ModelsOf = "none",
        },
        new Dictionary<string, string>(), _ => new MethodChoice(null));

    /// <summary>The name under which its fitted models are shared.</summary>
    internal string Models => Description.ModelsOf ?? Description.Name;
}
