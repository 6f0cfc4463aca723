using Counterpoise.Learning.Losses;

namespace Counterpoise.Learning.Methods;

/// <summary>
/// A contrastive loss as methods take it. A new one is its class, its word in the vocabulary, its kind, and one entry of <see cref="All"/>.
/// </summary>
/// <param name="Word">Its word in the names of methods.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Setting">Its name among the settings of cells and runs, which never changes.</param>
/// <param name="Label">What reports call it.</param>
/// <param name="Create">Makes it from the method's options, the training rows of each class [C], and the run's seed.</param>
internal sealed record ContrastiveLoss(string Word, ContrastiveTermKind Kind, string Setting, string Label,
    Func<MethodOptions, int[], ulong, IContrastiveTerm> Create)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ContrastiveLoss> All { get; } =
    [
        new("supcon", ContrastiveTermKind.Supervised, "supervised", "supervised contrastive",
            (o, _, _) => new SupervisedContrastive(o.ContrastiveReduction, o.ContrastiveScaleTemperature))
        {
            Options = [("scale-temperature", "contrastive-scale-temperature")],
        },
        new("kcl", ContrastiveTermKind.KPositive, "k_positive", "k-positive contrastive",
            (o, _, seed) => new KPositiveContrastive(o.Positives, seed, o.ContrastiveReduction))
        {
            Options = [("positives", "positives")],
            Settings = [("positives", o => o.Positives)],
        },
        new("proco", ContrastiveTermKind.Probabilistic, "probabilistic", "probabilistic contrastive, added to the logits",
            (o, counts, _) => new ProbabilisticContrastive(new ClassDirections(counts.Length, o.ProjectionSize), counts,
                o.AdjustmentStrength))
        {
            Weight = 1,
            IsReduced = false,
            Options = [("strength", "adjustment-strength")],
            Settings = [("strength", o => o.AdjustmentStrength)],
        },
        new("tsc", ContrastiveTermKind.Targeted, "targeted", "targeted contrastive",
            (o, counts, seed) => new TargetedContrastive(new ClassTargets(counts.Length, o.ProjectionSize, seed), o.Positives,
                o.TargetWeight, seed, o.ContrastiveReduction))
        {
            Options = [("positives", "positives"), ("target-weight", "target-weight")],
            Settings = [("positives", o => o.Positives), ("target_weight", o => o.TargetWeight)],
        },
        new("supmin", ContrastiveTermKind.Minority, "minority", "supervised minority contrastive",
            (o, counts, _) => new MinorityContrastive(counts, o.ContrastiveReduction)),
        new("supproto", ContrastiveTermKind.Prototypes, "prototypes", "contrastive with supervised prototypes",
            (o, counts, seed) => new PrototypeContrastive(counts.Length, o.ProjectionSize, o.PrototypeMargin, seed,
                o.ContrastiveReduction))
        {
            Options = [("margin", "prototype-margin")],
            Settings = [("margin", o => o.PrototypeMargin)],
        },
        new("bcl", ContrastiveTermKind.Balanced, "balanced", "balanced contrastive with learnt prototypes",
            (o, counts, _) => new BalancedContrastive(new ClassPrototypes(counts.Length, o.ProjectionSize), o.ContrastiveReduction))
        {
            Weight = 0.35,
        },
        new("paco", ContrastiveTermKind.Parametric, "parametric", "parametric contrastive",
            (o, counts, _) => new ParametricContrastive(counts, o.SampleWeight,
                o.ClassTerm == ClassTermKind.LogitAdjustment ? o.AdjustmentStrength : 0))
        {
            Weight = 1,
            Temperature = 0.2,
            IsReduced = false,
            Options = [("sample-weight", "sample-weight")],
            Settings = [("sample_weight", o => o.SampleWeight)],
        },
    ];

    /// <summary>λ where it is fixed, and λ0 where it adapts. Default 0.75.</summary>
    public double Weight { get; init; } = 0.75;

    /// <summary>τ where it is fixed. Default 0.1.</summary>
    public double Temperature { get; init; } = 0.1;

    /// <summary>Whether its anchors can be summed or averaged. Default true.</summary>
    public bool IsReduced { get; init; } = true;

    /// <summary>Its own options: the name behind its word, and that of the method's option.</summary>
    public IReadOnlyList<(string Name, string Of)> Options { get; init; } = [];

    /// <summary>What of its own options determines a result, by the name among the settings.</summary>
    public IReadOnlyList<(string Name, Func<MethodOptions, double> Value)> Settings { get; init; } = [];

    /// <summary>The loss of a kind.</summary>
    /// <param name="kind">The kind.</param>
    public static ContrastiveLoss Of(ContrastiveTermKind kind) => All.First(loss => loss.Kind == kind);

    /// <summary>The loss of a word; acl is the supervised one, whose constants adapt.</summary>
    /// <param name="word">A word of the vocabulary.</param>
    public static ContrastiveLoss Of(string word) => All.First(loss => loss.Word == (word == "acl" ? "supcon" : word));
}
