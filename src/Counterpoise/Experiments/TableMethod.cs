using Counterpoise.Classifiers;
using Counterpoise.Comparisons;
using Counterpoise.Pipelines;

namespace Counterpoise.Experiments;

/// <summary>A way to treat the training rows that is compared.</summary>
/// <param name="Description">Name, label and what it does.</param>
/// <param name="Settings">Everything that determines it, for the hash of a finished cell.</param>
/// <param name="Create">Makes the resampler for training rows with these class counts.</param>
public sealed record TableMethod(ComparisonMethod Description, IReadOnlyDictionary<string, string> Settings, Func<int[], MethodChoice> Create)
{
    /// <summary>The method that leaves the rows as they are.</summary>
    public static TableMethod None { get; } = new(
        new ComparisonMethod { Name = "none", Label = "no resampling", Description = "Learns from the rows as they are.", IsControl = true },
        new Dictionary<string, string>(), _ => new MethodChoice(null));

    /// <summary>The method that leaves the rows as they are and weighs every class the same.</summary>
    public static TableMethod ClassWeights { get; } = new(
        new ComparisonMethod { Name = "weights", Label = "class weights", Description = "Learns from the rows as they are; every class weighs the same.", IsControl = true },
        new Dictionary<string, string>(), _ => new MethodChoice(null, null, c => new ClassWeighted(c)));

    /// <summary>The method that leaves the rows as they are and divides the probabilities by the class shares of the training rows (post-hoc logit adjustment).</summary>
    public static TableMethod LogitAdjustment { get; } = new(
        new ComparisonMethod { Name = "logit-adjustment", Label = "logit adjustment", Description = "Learns from the rows as they are; probabilities are divided by the class shares of the training rows.", IsControl = true },
        new Dictionary<string, string>(), _ => new MethodChoice(null, null, c => new LogitAdjusted(c)));

    /// <summary>The method that looks at no feature and always predicts the class shares of the training rows, so the most frequent class: the floor of every comparison.</summary>
    public static TableMethod Majority { get; } = new(
        new ComparisonMethod { Name = "majority", Label = "majority class", Description = "Always predicts the class shares of the training rows, so the most frequent class.", IsControl = true },
        new Dictionary<string, string>(), _ => new MethodChoice(null, null, _ => new ClassPrior()));

    /// <summary>The method that leaves the rows as they are and tunes the threshold on out-of-fold probabilities of the training rows; two classes.</summary>
    public static TableMethod TunedThreshold { get; } = new(
        new ComparisonMethod { Name = "threshold", Label = "tuned threshold", Description = "Learns from the rows as they are; the threshold is where balanced accuracy is best on out-of-fold training rows.", IsControl = true },
        new Dictionary<string, string> { ["folds"] = "5" }, _ => new MethodChoice(null, null, c => new ThresholdTuned(c)));
}
