using Counterpoise.Comparisons;
using Counterpoise.Learning.AdaptiveContrastive;
using Counterpoise.Learning.Objectives;
using Counterpoise.Methods;
using Counterpoise.Options;

namespace Counterpoise.Learning.Methods;

/// <summary>A named method: what it is in words, and the objective it makes of a training set's class counts.</summary>
/// <param name="Name">The name on the command line and in reports.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Options">Its cell of the grid.</param>
public sealed record Method(string Name, string Description, MethodOptions Options)
{
    private static readonly string[] s_known =
    [
        "ce", "wce", "la", "ce+supcon", "wce+supcon", "acl", "la+supcon", "la+acl", "la+bcl", "cb", "focal", "ldam", "vs", "ldam-drw",
            "la+kcl",
        "la+proco", "la+tsc", "la+supmin", "la+supproto", "paco", "crt", "lws", "tau-norm", "post-hoc-la", "threshold",
    ];

    /// <summary>The six methods that every comparison of adaptive contrastive learning carries, and further ones of the field.</summary>
    public static IReadOnlyList<Method> Known { get; } = [.. s_known.Select(Named)];

    /// <summary>The names of the methods that every comparison carries.</summary>
    public static IReadOnlyList<string> Controls { get; } = ["ce", "wce", "la", "ce+supcon", "wce+supcon", "acl"];

    /// <summary>The name that it was made of, parsed; null for a method of one's own options.</summary>
    public MethodName? Composition { get; init; }

    /// <summary>How its probabilities become classes in a comparison. Default the most probable one.</summary>
    public DecisionRule Decision { get; init; }

    /// <summary>
    /// The classes in the order of their labels, which <see cref="MethodOptions.OwnWeights"/> names; null where not known. Default null.
    /// </summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>The method of a name, such as <c>la+acl</c> or <c>ldam-drw+bcl:crt</c>; see <see cref="MethodName"/>.</summary>
    /// <param name="name">The name, in any case.</param>
    /// <exception cref="ArgumentException">It is no name of a method, or of one that networks are not trained with.</exception>
    public static Method Named(string name) => MethodGrid.Compose(MethodName.Parse(name));

    /// <summary>Finds a method as <see cref="Named"/> does; null where there is none of that name.</summary>
    /// <param name="name">The name, in any case.</param>
    public static Method? Find(string name)
    {
        try
        {
            return Named(name);
        }
        catch (ArgumentException) when (name is not null)
        {
            return null;
        }
    }

    /// <summary>A method with options of its own.</summary>
    /// <param name="variant">Name and options.</param>
    /// <exception cref="ArgumentException">Networks are not trained so, or an option is unknown or out of its range; all faults are
    /// listed.</exception>
    public static Method Of(MethodVariant variant)
    {
        ArgumentNullException.ThrowIfNull(variant);
        var method = MethodGrid.Compose(variant.Method);
        var options = method.Options;
        foreach (var word in variant.Method.Words.Where(word => variant.OptionsOf(word).Count > 0))
        {
            options = (MethodOptions)MethodWordOptions.Of(method, word).Bind(word, variant.OptionsOf(word), options).Value;
        }

        options.Validate();
        return method with { Name = variant.Name ?? method.Name, Options = options };
    }

    /// <summary>
    /// The options of a word of a named method, such as those of <c>supcon</c> in <c>wce+supcon</c>, with this method's defaults.
    /// </summary>
    /// <param name="word">A word of <see cref="Composition"/>.</param>
    /// <exception cref="InvalidOperationException">The method was made of options, not of a name.</exception>
    public OptionSchema OptionsOf(string word) => Composition is null
        ? throw new InvalidOperationException($"{Name} was made of options: take them from {nameof(Options)}")
            : MethodWordOptions.Of(this, word);

    /// <summary>The form of the names that methods go by.</summary>
    public static string GridForm => MethodVocabulary.Form;

    /// <summary>σ, τ and λ that the adaptive rule makes of class counts, whether this method uses them or not.</summary>
    /// <param name="classCounts">Training rows of each class, [C].</param>
    public AdaptiveConstants Constants(ReadOnlySpan<int> classCounts) => AdaptiveRule.Apply(classCounts, Options.Adaptive);

    /// <summary>
    /// Everything of the method that determines the training of a network, under explicit names in snake_case: the constants that the class
    /// counts give, not the rule that gives them. Methods in which it is equal train the same network.
    /// </summary>
    /// <param name="classCounts">Training rows of each class, [C].</param>
    /// <exception cref="ArgumentException">A class has no rows, and the method weighs by class counts.</exception>
    public IReadOnlyList<KeyValuePair<string, string>> TrainingSettings(int[] classCounts)
    {
        ArgumentNullException.ThrowIfNull(classCounts);
        return [.. MethodSettings.Training(this, classCounts)];
    }

    /// <summary>
    /// What becomes of the trained network, under explicit names as in <see cref="TrainingSettings"/>: second stage and decision.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> LaterSettings => [.. MethodSettings.After(this)];

    /// <summary>The same method without what comes after the first training.</summary>
    public Method FirstStage => this with { Options = Options with { SecondStage = null }, Decision = DecisionRule.MostProbable };

    /// <summary>Makes the objective for a training set.</summary>
    /// <param name="classCounts">Training rows of each class, [C], of the set actually used.</param>
    /// <param name="epochs">Epochs of the training, which <see cref="MethodOptions.DeferredReweighting"/> asks for; null where not
    /// known.</param>
    /// <param name="seed">The seed of the run, from which a contrastive term draws.</param>
    /// <returns>The objective; where its contrastive term has a part that is learnt, initialise that before training.</returns>
    /// <exception cref="ArgumentException">A class has no rows, and the method weighs by class counts without
    /// <see cref="AdaptiveContrastiveOptions.IgnoreEmptyClasses"/>; or re-weighting is deferred and the epochs are not given.</exception>
    public TrainingObjective Objective(ReadOnlySpan<int> classCounts, int? epochs = null, ulong seed = 0)
    {
        Options.Validate();
        RequireRows(classCounts);
        var own = OwnWeights(classCounts.Length);
        var classTerm = ClassTerms.Create(Options, classCounts, weighted: !Options.DeferredReweighting, own);
        var deferred = Options.DeferredReweighting
            ? new DeferredClassTerm(
                ClassTerms.Create(Options, classCounts, weighted: true, own),
                DeferredClassTerm.Start(
                Options.DeferredShare, epochs
                ?? throw new ArgumentException($"'{Name}' weighs classes in its last epochs: say how many there are", nameof(epochs))))
            : null;
        if (Options.Contrastive == ContrastiveKind.None)
        {
            return new TrainingObjective(classTerm, classCounts) { Deferred = deferred };
        }

        return new TrainingObjective(
            classTerm, classCounts, ContrastiveLoss.Of(Options.ContrastiveTerm).Create(Options, classCounts.ToArray(), seed),
            new FixedSchedule(TermConstants(classCounts))) { Deferred = deferred };
    }

    /// <summary>
    /// Whether probabilities of a model so trained go by the class priors of its training rows, as those of plain cross-entropy do, so that
    /// they can be corrected to other shares; weights, margins, adjusted logits and a second stage take the shares out or bend them.
    /// </summary>
    public bool FollowsClassPriors => Options is { ClassTerm: ClassTermKind.CrossEntropy, DeferredReweighting: false, SecondStage: null }
        && (Options.Contrastive == ContrastiveKind.None
            || Options.ContrastiveTerm is not (ContrastiveTermKind.Probabilistic or ContrastiveTermKind.Parametric));

    /// <summary>
    /// Temperature and weight of the contrast that this method adds to the logits at prediction; null where it adds none.
    /// </summary>
    /// <param name="classCounts">Training rows of each class, [C].</param>
    public ContrastiveConstants? ContrastAtPrediction(ReadOnlySpan<int> classCounts) =>
        Options is { Contrastive: not ContrastiveKind.None, ContrastiveTerm: ContrastiveTermKind.Probabilistic }
            ? TermConstants(classCounts) : null;

    internal ContrastiveConstants TermConstants(ReadOnlySpan<int> classCounts)
    {
        if (Options.Contrastive != ContrastiveKind.Adaptive)
        {
            return new ContrastiveConstants(Options.FixedTemperature, Options.FixedWeight);
        }

        var adaptive = Constants(classCounts);
        return new ContrastiveConstants(adaptive.Temperature, adaptive.Weight);
    }

    /// <summary>Weights that people gave, in the order of the labels; null where none are given.</summary>
    internal double[]? OwnWeights(int classes) => Options.OwnWeights is not { } own ? null
        : ClassNames is { } names && names.Count == classes ? own.For(names)
        : throw new ArgumentException($"'{Name}' weighs classes by name: say which {classes} there are in {nameof(ClassNames)}");

    private void RequireRows(ReadOnlySpan<int> counts)
    {
        var weighs = Options.DeferredReweighting || Options.ClassTerm is ClassTermKind.WeightedCrossEntropy or ClassTermKind.ClassBalanced;
        if (weighs && Options.OwnWeights is null && !Options.Adaptive.IgnoreEmptyClasses && counts.IndexOf(0) is >= 0 and var empty)
        {
            throw new ArgumentException(
                $"class {empty} has 0 training rows, so its weight is not defined: remove the class, add rows, or set IgnoreEmptyClasses",
                nameof(counts));
        }
    }
}
