using Counterpoise.Classifiers;
using Counterpoise.Comparisons;
using Counterpoise.Methods;

namespace Counterpoise.Experiments;

/// <summary>A way to treat the training rows that is compared.</summary>
/// <param name="Description">Name, label and what it does.</param>
/// <param name="Settings">Everything that determines it, for the hash of a finished cell.</param>
/// <param name="Create">Makes the resampler for training rows with these class counts.</param>
public sealed record TableMethod(
    ComparisonMethod Description, IReadOnlyDictionary<string, string> Settings, Func<int[], MethodChoice> Create)
{
    /// <summary>The method that leaves the rows as they are.</summary>
    public static TableMethod None { get; } = new(
        new ComparisonMethod { Name = "none", Label = "no resampling", Description = "Learns from the rows as they are.",
            IsControl = true, Level = MethodLevel.Plain },
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
    /// The method that takes the models of <see cref="None"/> and divides their probabilities by the class priors of the training rows
    /// (post-hoc logit adjustment).
    /// </summary>
    public static TableMethod LogitAdjustment { get; } = new(
        new ComparisonMethod
        {
            Name = "logit-adjustment",
            Label = "logit adjustment",
            Description = "Learns from the rows as they are; probabilities are divided by the class priors of the training rows.",
            IsControl = true,
            Level = MethodLevel.Decision,
            Decision = DecisionRule.LogitAdjusted,
            ModelsOf = "none",
        },
        new Dictionary<string, string>(), _ => new MethodChoice(null));

    /// <summary>
    /// The method that looks at no feature and always predicts the class priors of the training rows, so the most frequent class: the
    /// floor of every comparison.
    /// </summary>
    public static TableMethod Majority { get; } = new(
        new ComparisonMethod
        {
            Name = "majority",
            Label = "majority class",
            Description = "Always predicts the class priors of the training rows, so the most frequent class.",
            IsControl = true,
            Level = MethodLevel.Plain,
        },
        new Dictionary<string, string>(), _ => new MethodChoice(null, null, _ => new ClassPrior()));

    /// <summary>
    /// The method that takes the models of <see cref="None"/> and tunes the decision on inner folds of the training rows, for each metric
    /// of decisions its own: a threshold for two classes, <see cref="Calibration.DecisionWeights"/> for several.
    /// </summary>
    public static TableMethod TunedThreshold { get; } = new(
        new ComparisonMethod
        {
            Name = "threshold",
            Label = "tuned threshold",
            Description = "Learns from the rows as they are; for each metric the threshold (with several classes: a weight per class) is "
                + "where inner folds of the training rows are best.",
            IsControl = true,
            Level = MethodLevel.Decision,
            Decision = DecisionRule.Tuned,
            ModelsOf = "none",
        },
        new Dictionary<string, string>(), _ => new MethodChoice(null));

    /// <summary>
    /// What determines its fitted models, by names in snake_case: methods in which it is equal share their fits. Null, the default, for
    /// its name (that of <see cref="ComparisonMethod.ModelsOf"/> where it has one) and <see cref="Settings"/>.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Models { get; init; }

    /// <summary>
    /// What determines its cells, as <see cref="Models"/>: equal ones are one cell under two names. Null, the default, for name and
    /// settings.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Identity { get; init; }

    internal IReadOnlyList<KeyValuePair<string, string>> FitSettings => Models ?? Named(Description.ModelsOf ?? Description.Name);

    internal IReadOnlyList<KeyValuePair<string, string>> CellSettings => Identity ?? Named(Description.Name);

    /// <summary>The method of a name, such as <c>smote/wce/threshold</c>.</summary>
    /// <param name="name">A name in the <see cref="MethodVocabulary"/>.</param>
    /// <exception cref="ArgumentException">It is no name of a method, or of one that only networks can be trained with.</exception>
    public static TableMethod Parse(string name) => Of(new MethodVariant(MethodName.Parse(name)));

    /// <summary>A method with options of its own.</summary>
    /// <param name="variant">Name and options.</param>
    /// <param name="learners">The classifiers that options of samplers may name; null for those of the core.</param>
    /// <param name="classNames">The classes that a sampling strategy may name; null where they differ between data sets.</param>
    /// <exception cref="ArgumentException">An option cannot be used, or only networks can be trained with the method.</exception>
    public static TableMethod Of(MethodVariant variant, IReadOnlyList<Learner>? learners = null, IReadOnlyList<string>? classNames = null)
    {
        ArgumentNullException.ThrowIfNull(variant);
        return ComposedMethods.Create(variant, learners ?? Learner.Standard, classNames);
    }

    private List<KeyValuePair<string, string>> Named(string name) =>
        [new("method.name", name), new("method.settings", ConfigHash.Of(Settings))];
}
