using Counterpoise.Learning.AdaptiveContrastive;
using Counterpoise.Learning.Losses;
using Counterpoise.Learning.Objectives;

namespace Counterpoise.Learning.Methods;

/// <summary>A named method: what it is in words, and the objective it makes of a training set's class counts.</summary>
/// <param name="Name">The name on the command line and in reports.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Options">Its cell of the grid.</param>
public sealed record Method(string Name, string Description, MethodOptions Options)
{
    /// <summary>The six methods that every comparison of adaptive contrastive learning carries, and further ones of the field.</summary>
    public static IReadOnlyList<Method> Known { get; } =
    [
        new("ce", "cross-entropy", new()),
        new("wce", "class-weighted cross-entropy (1/f)", new() { ClassTerm = ClassTermKind.WeightedCrossEntropy }),
        new("la", "logit adjustment / balanced softmax", new() { ClassTerm = ClassTermKind.LogitAdjustment }),
        new("ce+supcon", "cross-entropy + supervised contrastive, fixed τ and λ", new() { Contrastive = ContrastiveKind.Fixed }),
        new("wce+supcon", "class-weighted cross-entropy + supervised contrastive, fixed τ and λ", new() { ClassTerm = ClassTermKind.WeightedCrossEntropy, Contrastive = ContrastiveKind.Fixed }),
        new("acl", "adaptive contrastive learning: class-weighted cross-entropy + supervised contrastive, τ and λ from the class counts", new() { ClassTerm = ClassTermKind.WeightedCrossEntropy, Contrastive = ContrastiveKind.Adaptive }),
        new("la+supcon", "logit adjustment + supervised contrastive, fixed τ and λ", new() { ClassTerm = ClassTermKind.LogitAdjustment, Contrastive = ContrastiveKind.Fixed }),
        new("la+acl", "logit adjustment + supervised contrastive, τ and λ from the class counts", new() { ClassTerm = ClassTermKind.LogitAdjustment, Contrastive = ContrastiveKind.Adaptive }),
        new("la+bcl", "logit adjustment + balanced contrastive with learnt prototypes, fixed τ and λ", new() { ClassTerm = ClassTermKind.LogitAdjustment, Contrastive = ContrastiveKind.Fixed, ContrastiveTerm = ContrastiveTermKind.Balanced, FixedWeight = 0.35 }),
        new("cb", "class-balanced cross-entropy (effective number)", new() { ClassTerm = ClassTermKind.ClassBalanced }),
        new("focal", "focal loss", new() { ClassTerm = ClassTermKind.Focal }),
        new("ldam", "label-distribution-aware margins", new() { ClassTerm = ClassTermKind.Ldam }),
        new("vs", "vector scaling", new() { ClassTerm = ClassTermKind.VectorScaling }),
        new("ldam-drw", "label-distribution-aware margins, class-balanced weights in the last epochs", new() { ClassTerm = ClassTermKind.Ldam, DeferredReweighting = true }),
        new("la+kcl", "logit adjustment + k-positive contrastive, fixed τ and λ", new() { ClassTerm = ClassTermKind.LogitAdjustment, Contrastive = ContrastiveKind.Fixed, ContrastiveTerm = ContrastiveTermKind.KPositive }),
        new("la+proco", "logit adjustment + probabilistic contrastive with von Mises-Fisher classes, fixed τ and λ, the contrast added to the logits", new() { ClassTerm = ClassTermKind.LogitAdjustment, Contrastive = ContrastiveKind.Fixed, ContrastiveTerm = ContrastiveTermKind.Probabilistic, FixedWeight = 1 }),
        new("la+tsc", "logit adjustment + targeted contrastive with classes drawn to points uniform on the sphere, fixed τ and λ", new() { ClassTerm = ClassTermKind.LogitAdjustment, Contrastive = ContrastiveKind.Fixed, ContrastiveTerm = ContrastiveTermKind.Targeted }),
        new("la+supmin", "logit adjustment + supervised contrastive for all classes but the most frequent, fixed τ and λ", new() { ClassTerm = ClassTermKind.LogitAdjustment, Contrastive = ContrastiveKind.Fixed, ContrastiveTerm = ContrastiveTermKind.Minority }),
        new("la+supproto", "logit adjustment + contrastive with own views and fixed class prototypes, fixed τ and λ", new() { ClassTerm = ClassTermKind.LogitAdjustment, Contrastive = ContrastiveKind.Fixed, ContrastiveTerm = ContrastiveTermKind.Prototypes }),
        new("paco", "parametric contrastive: one softmax over adjusted logits and similarities", new() { ClassTerm = ClassTermKind.LogitAdjustment, Contrastive = ContrastiveKind.Fixed, ContrastiveTerm = ContrastiveTermKind.Parametric, FixedTemperature = 0.2, FixedWeight = 1 }),
        .. new[] { "crt", "lws", "tau-norm", "post-hoc-la" }.Select(stage => MethodGrid.Compose($"ce:{stage}")! with { Name = stage }),
    ];

    /// <summary>The names of the methods that every comparison carries.</summary>
    public static IReadOnlyList<string> Controls { get; } = ["ce", "wce", "la", "ce+supcon", "wce+supcon", "acl"];

    /// <summary>The form of the names that cells of the grid of class term × contrastive term × schedule × second stage go by.</summary>
    public static string GridForm => MethodGrid.Form;

    /// <summary>Finds a method by name, or makes it of the grid: <c>CLASS[-drw][+CONTRASTIVE[-adaptive]][:STAGE]</c>, such as <c>ldam-drw+bcl</c> or <c>ce+kcl:crt</c>.</summary>
    /// <param name="name">A name of <see cref="Known"/> or of a cell of the grid, in any case.</param>
    /// <exception cref="ArgumentException">There is none of that name; the message lists them.</exception>
    public static Method Named(string name) => Find(name)
        ?? throw new ArgumentException($"there is no method '{name}'; known are {string.Join(", ", Known.Select(m => m.Name))}, and {GridForm}", nameof(name));

    /// <summary>Finds a method as <see cref="Named"/> does; null where there is none of that name.</summary>
    /// <param name="name">A name of <see cref="Known"/> or of a cell of the grid, in any case.</param>
    public static Method? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Known.FirstOrDefault(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? MethodGrid.Compose(name);
    }

    /// <summary>σ, τ and λ that the adaptive rule makes of class counts, whether this method uses them or not.</summary>
    /// <param name="classCounts">Training rows of each class, [C].</param>
    public AdaptiveConstants Constants(ReadOnlySpan<int> classCounts) => AdaptiveRule.Apply(classCounts, Options.Adaptive);

    /// <summary>Makes the objective for a training set.</summary>
    /// <param name="classCounts">Training rows of each class, [C], of the set actually used.</param>
    /// <param name="epochs">Epochs of the training, which <see cref="MethodOptions.DeferredReweighting"/> asks for; null where not known.</param>
    /// <param name="seed">The seed of the run, from which a contrastive term draws.</param>
    /// <returns>The objective; where its contrastive term has a part that is learnt, initialise that before training.</returns>
    /// <exception cref="ArgumentException">A class has no rows, and the method weighs by class counts without <see cref="AdaptiveContrastiveOptions.IgnoreEmptyClasses"/>; or re-weighting is deferred and the epochs are not given.</exception>
    public TrainingObjective Objective(ReadOnlySpan<int> classCounts, int? epochs = null, ulong seed = 0)
    {
        Options.Validate();
        RequireRows(classCounts);
        var classTerm = ClassTerms.Create(Options, classCounts, weighted: !Options.DeferredReweighting);
        var deferred = Options.DeferredReweighting
            ? new DeferredClassTerm(ClassTerms.Create(Options, classCounts, weighted: true), DeferredClassTerm.Start(Options.DeferredShare, epochs ?? throw new ArgumentException($"'{Name}' weighs classes in its last epochs: say how many there are", nameof(epochs))))
            : null;
        if (Options.Contrastive == ContrastiveKind.None)
        {
            return new TrainingObjective(classTerm, classCounts) { Deferred = deferred };
        }

        return new TrainingObjective(classTerm, classCounts, ContrastiveTerm(classCounts, seed), new FixedSchedule(TermConstants(classCounts))) { Deferred = deferred };
    }

    /// <summary>
    /// Whether probabilities of a model so trained go by the class shares of its training rows, as those of plain cross-entropy do, so that they
    /// can be corrected to other shares; weights, margins, adjusted logits and a second stage take the shares out or bend them.
    /// </summary>
    public bool FollowsClassShares => Options is { ClassTerm: ClassTermKind.CrossEntropy, DeferredReweighting: false, SecondStage: null }
        && (Options.Contrastive == ContrastiveKind.None || Options.ContrastiveTerm is not (ContrastiveTermKind.Probabilistic or ContrastiveTermKind.Parametric));

    /// <summary>Temperature and weight of the contrast that this method adds to the logits at prediction; null where it adds none.</summary>
    /// <param name="classCounts">Training rows of each class, [C].</param>
    public ContrastiveConstants? ContrastAtPrediction(ReadOnlySpan<int> classCounts) =>
        Options is { Contrastive: not ContrastiveKind.None, ContrastiveTerm: ContrastiveTermKind.Probabilistic } ? TermConstants(classCounts) : null;

    private ContrastiveConstants TermConstants(ReadOnlySpan<int> classCounts)
    {
        if (Options.Contrastive != ContrastiveKind.Adaptive)
        {
            return new ContrastiveConstants(Options.FixedTemperature, Options.FixedWeight);
        }

        var adaptive = Constants(classCounts);
        return new ContrastiveConstants(adaptive.Temperature, adaptive.Weight);
    }

    private IContrastiveTerm ContrastiveTerm(ReadOnlySpan<int> counts, ulong seed) => Options.ContrastiveTerm switch
    {
        ContrastiveTermKind.Balanced => new BalancedContrastive(new ClassPrototypes(counts.Length, Options.ProjectionSize), Options.ContrastiveReduction),
        ContrastiveTermKind.KPositive => new KPositiveContrastive(Options.Positives, seed, Options.ContrastiveReduction),
        ContrastiveTermKind.Probabilistic => new ProbabilisticContrastive(new ClassDirections(counts.Length, Options.ProjectionSize), counts, Options.AdjustmentStrength),
        ContrastiveTermKind.Parametric => new ParametricContrastive(counts, Options.SampleWeight, Options.ClassTerm == ClassTermKind.LogitAdjustment ? Options.AdjustmentStrength : 0),
        ContrastiveTermKind.Targeted => new TargetedContrastive(new ClassTargets(counts.Length, Options.ProjectionSize, seed), Options.Positives, Options.TargetWeight, seed, Options.ContrastiveReduction),
        ContrastiveTermKind.Minority => new MinorityContrastive(counts, Options.ContrastiveReduction),
        ContrastiveTermKind.Prototypes => new PrototypeContrastive(counts.Length, Options.ProjectionSize, Options.PrototypeMargin, seed, Options.ContrastiveReduction),
        _ => new SupervisedContrastive(Options.ContrastiveReduction, Options.ContrastiveBaseTemperature),
    };

    private void RequireRows(ReadOnlySpan<int> counts)
    {
        var weighs = Options.DeferredReweighting || Options.ClassTerm is ClassTermKind.WeightedCrossEntropy or ClassTermKind.ClassBalanced;
        if (weighs && !Options.Adaptive.IgnoreEmptyClasses && counts.IndexOf(0) is >= 0 and var empty)
        {
            throw new ArgumentException($"class {empty} has 0 training rows, so its weight is not defined: remove the class, add rows, or set IgnoreEmptyClasses", nameof(counts));
        }
    }
}
