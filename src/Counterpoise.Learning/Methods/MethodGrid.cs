using Counterpoise.Learning.PostHoc;

namespace Counterpoise.Learning.Methods;

/// <summary>Names every cell of class term × contrastive term × schedule × second stage.</summary>
internal static class MethodGrid
{
    private static readonly Dictionary<string, (ClassTermKind Kind, string Words)> s_classTerms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ce"] = (ClassTermKind.CrossEntropy, "cross-entropy"),
        ["wce"] = (ClassTermKind.WeightedCrossEntropy, "class-weighted cross-entropy (1/f)"),
        ["la"] = (ClassTermKind.LogitAdjustment, "logit adjustment"),
        ["ldam"] = (ClassTermKind.Ldam, "label-distribution-aware margins"),
        ["cb"] = (ClassTermKind.ClassBalanced, "class-balanced cross-entropy"),
        ["vs"] = (ClassTermKind.VectorScaling, "vector scaling"),
        ["focal"] = (ClassTermKind.Focal, "focal loss"),
    };

    private static readonly Dictionary<string, (ContrastiveTermKind Kind, string Words, double Weight)> s_contrastiveTerms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["supcon"] = (ContrastiveTermKind.Supervised, "supervised contrastive", 0.75),
        ["kcl"] = (ContrastiveTermKind.KPositive, "k-positive contrastive", 0.75),
        ["proco"] = (ContrastiveTermKind.Probabilistic, "probabilistic contrastive", 1),
        ["tsc"] = (ContrastiveTermKind.Targeted, "targeted contrastive", 0.75),
        ["supmin"] = (ContrastiveTermKind.Minority, "supervised minority contrastive", 0.75),
        ["supproto"] = (ContrastiveTermKind.Prototypes, "contrastive with supervised prototypes", 0.75),
        ["bcl"] = (ContrastiveTermKind.Balanced, "balanced contrastive with learnt prototypes", 0.35),
    };

    private static readonly Dictionary<string, (HeadStageOptions Options, string Words)> s_stages = new(StringComparer.OrdinalIgnoreCase)
    {
        ["crt"] = (new(), "then the last layer retrained with class-balanced sampling"),
        ["lws"] = (new() { Kind = HeadStageKind.Rescaling, LearningRate = 1e-2 }, "then the last layer rescaled class by class with class-balanced sampling"),
        ["tau-norm"] = (new() { Kind = HeadStageKind.Normalization }, "then the last layer τ-normalised, τ from the validation part"),
        ["post-hoc-la"] = (new() { Kind = HeadStageKind.Adjustment }, "then the logits adjusted by the class shares, τ from the validation part"),
    };

    /// <summary>The form of a cell's name, for messages.</summary>
    public static string Form { get; } = $"CLASS[-drw][+CONTRASTIVE[-adaptive]][:STAGE] with CLASS {string.Join(", ", s_classTerms.Keys)}, CONTRASTIVE {string.Join(", ", s_contrastiveTerms.Keys)} and STAGE {string.Join(", ", s_stages.Keys)}";

    /// <summary>The cell of a name; null where it is none.</summary>
    public static Method? Compose(string name)
    {
        if (name.Split(':', 2) is not [var terms, var last])
        {
            return OfTerms(name);
        }

        return s_stages.TryGetValue(last, out var stage) && OfTerms(terms) is { } first
            ? new Method(name.ToLowerInvariant(), $"{first.Description}, {stage.Words}", first.Options with { SecondStage = stage.Options })
            : null;
    }

    private static Method? OfTerms(string name)
    {
        var parts = name.Split('+');
        var deferred = Ends(ref parts[0], "-drw");
        if (parts.Length > 2 || !s_classTerms.TryGetValue(parts[0], out var classTerm))
        {
            return null;
        }

        var options = new MethodOptions { ClassTerm = classTerm.Kind, DeferredReweighting = deferred };
        var words = classTerm.Words + (deferred ? ", class weights in the last epochs" : "");
        if (parts.Length == 1)
        {
            return new Method(name.ToLowerInvariant(), words, options);
        }

        var adaptive = Ends(ref parts[1], "-adaptive");
        if (!s_contrastiveTerms.TryGetValue(parts[1], out var term))
        {
            return null;
        }

        options = options with
        {
            Contrastive = adaptive ? ContrastiveKind.Adaptive : ContrastiveKind.Fixed,
            ContrastiveTerm = term.Kind,
            FixedWeight = term.Weight,
            Adaptive = options.Adaptive with { BaseWeight = term.Weight },
        };
        return new Method(name.ToLowerInvariant(), $"{words} + {term.Words}, {(adaptive ? "τ and λ from the class counts" : "fixed τ and λ")}", options);
    }

    private static bool Ends(ref string text, string ending)
    {
        var ends = text.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
        text = ends ? text[..^ending.Length] : text;
        return ends;
    }
}
