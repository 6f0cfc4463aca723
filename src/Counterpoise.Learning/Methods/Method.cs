using Counterpoise.Learning.AdaptiveContrastive;
using Counterpoise.Learning.Losses;
using Counterpoise.Learning.Objectives;
using Counterpoise.Learning.Weighting;

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
        new("la+bcl", "logit adjustment + balanced contrastive with learnt prototypes, τ 0.1 and λ 0.35", new() { ClassTerm = ClassTermKind.LogitAdjustment, Contrastive = ContrastiveKind.Fixed, ContrastiveTerm = ContrastiveTermKind.Balanced, FixedWeight = 0.35 }),
        new("cb", "class-balanced cross-entropy (effective number)", new() { ClassTerm = ClassTermKind.ClassBalanced }),
        new("focal", "focal loss", new() { ClassTerm = ClassTermKind.Focal }),
        new("ldam", "label-distribution-aware margins", new() { ClassTerm = ClassTermKind.Ldam }),
        new("vs", "vector scaling", new() { ClassTerm = ClassTermKind.VectorScaling }),
    ];

    /// <summary>The names of the methods that every comparison carries.</summary>
    public static IReadOnlyList<string> Controls { get; } = ["ce", "wce", "la", "ce+supcon", "wce+supcon", "acl"];

    /// <summary>Finds a method by name.</summary>
    /// <param name="name">A name of <see cref="Known"/>, in any case.</param>
    /// <exception cref="ArgumentException">There is none of that name; the message lists them.</exception>
    public static Method Named(string name) =>
        Known.FirstOrDefault(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"there is no method '{name}'; known are {string.Join(", ", Known.Select(m => m.Name))}", nameof(name));

    /// <summary>σ, τ and λ that the adaptive rule makes of class counts, whether this method uses them or not.</summary>
    /// <param name="classCounts">Training rows of each class, [C].</param>
    public AdaptiveConstants Constants(ReadOnlySpan<int> classCounts) => AdaptiveRule.Apply(classCounts, Options.Adaptive);

    /// <summary>Makes the objective for a training set.</summary>
    /// <param name="classCounts">Training rows of each class, [C], of the set actually used.</param>
    /// <returns>The objective; where its contrastive term has a part that is learnt, initialise that before training.</returns>
    /// <exception cref="ArgumentException">A class has no rows, and the method weighs by class counts without <see cref="AdaptiveContrastiveOptions.IgnoreEmptyClasses"/>.</exception>
    public TrainingObjective Objective(ReadOnlySpan<int> classCounts)
    {
        Options.Validate();
        var classTerm = ClassTerm(classCounts);
        if (Options.Contrastive == ContrastiveKind.None)
        {
            return new TrainingObjective(classTerm, classCounts);
        }

        var adaptive = Options.Contrastive == ContrastiveKind.Adaptive ? Constants(classCounts) : null;
        var constants = adaptive is null ? new ContrastiveConstants(Options.FixedTemperature, Options.FixedWeight) : new ContrastiveConstants(adaptive.Temperature, adaptive.Weight);
        return new TrainingObjective(classTerm, classCounts, ContrastiveTerm(classCounts.Length), new FixedSchedule(constants));
    }

    private IContrastiveTerm ContrastiveTerm(int classes) => Options.ContrastiveTerm == ContrastiveTermKind.Balanced
        ? new BalancedContrastive(new ClassPrototypes(classes, Options.ProjectionSize), Options.ContrastiveReduction)
        : new SupervisedContrastive(Options.ContrastiveReduction, Options.ContrastiveBaseTemperature);

    private IClassTerm ClassTerm(ReadOnlySpan<int> counts)
    {
        if (Options.ClassTerm is ClassTermKind.WeightedCrossEntropy or ClassTermKind.ClassBalanced && !Options.Adaptive.IgnoreEmptyClasses && counts.IndexOf(0) is >= 0 and var empty)
        {
            throw new ArgumentException($"class {empty} has 0 training rows, so its weight is not defined: remove the class, add rows, or set IgnoreEmptyClasses", nameof(counts));
        }

        var ones = Enumerable.Repeat(1.0, counts.Length).ToArray();
        return Options.ClassTerm switch
        {
            ClassTermKind.WeightedCrossEntropy => new WeightedCrossEntropy(ClassWeights.InverseFrequency(counts, Options.WeightScale), Options.ClassReduction),
            ClassTermKind.ClassBalanced => new WeightedCrossEntropy(ClassWeights.EffectiveNumber(counts, Options.EffectiveNumberBeta), Options.ClassReduction),
            ClassTermKind.LogitAdjustment => new LogitAdjustment(counts, Options.AdjustmentStrength),
            ClassTermKind.Ldam => new LabelDistributionAwareMargin(counts),
            ClassTermKind.VectorScaling => new VectorScaling(counts, strength: Options.AdjustmentStrength),
            ClassTermKind.Focal => new FocalLoss(ones, Options.FocalGamma),
            _ => new WeightedCrossEntropy(ones, Options.ClassReduction),
        };
    }
}
