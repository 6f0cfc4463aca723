using Counterpoise.Comparisons;
using Counterpoise.Learning.PostHoc;
using Counterpoise.Methods;

namespace Counterpoise.Learning.Methods;

/// <summary>
/// What the words of a name are for networks: every classification loss with every contrastive loss, schedule, second stage and decision.
/// </summary>
internal static class MethodGrid
{
    private static readonly Dictionary<string, (ClassTermKind Kind, string Words)> s_losses = new()
    {
        ["ce"] = (ClassTermKind.CrossEntropy, "cross-entropy"),
        ["wce"] = (ClassTermKind.WeightedCrossEntropy, "class-weighted cross-entropy (1/f)"),
        ["la"] = (ClassTermKind.LogitAdjustment, "logit adjustment"),
        ["ldam"] = (ClassTermKind.Ldam, "label-distribution-aware margins"),
        ["cb"] = (ClassTermKind.ClassBalanced, "class-balanced cross-entropy"),
        ["vs"] = (ClassTermKind.VectorScaling, "vector scaling"),
        ["focal"] = (ClassTermKind.Focal, "focal loss"),
    };

    private static readonly Dictionary<string, (HeadStageOptions Options, string Words)> s_stages = new()
    {
        ["crt"] = (new(), "then the last layer retrained with class-balanced sampling"),
        ["lws"] = (new() { Kind = HeadStageKind.Rescaling, LearningRate = 1e-2 },
            "then the last layer rescaled class by class with class-balanced sampling"),
        ["tau-norm"] = (new() { Kind = HeadStageKind.Normalization }, "then the last layer τ-normalised, τ from the validation split"),
        ["post-hoc-la"] = (new() { Kind = HeadStageKind.Adjustment },
            "then the logits adjusted by the class priors, τ from the validation split"),
    };

    /// <summary>The method of a name, with the defaults of its options.</summary>
    /// <exception cref="ArgumentException">Networks are not trained so.</exception>
    public static Method Compose(MethodName name)
    {
        RequireTakable(name);
        var (options, words) = Terms(name);
        if ((name.Stage ?? (name.Decision == "threshold" ? null : name.Decision)) is { } stage)
        {
            options = options with { SecondStage = s_stages[stage].Options };
            words += ", " + s_stages[stage].Words;
        }

        var isTuned = name.Decision == "threshold";
        return new Method(name.ToString(), isTuned ? words + ", then decisions tuned on the validation split" : words, options)
        {
            Composition = name,
            Decision = isTuned ? DecisionRule.Tuned : DecisionRule.MostProbable,
        };
    }

    private static (MethodOptions Options, string Words) Terms(MethodName name)
    {
        var loss = s_losses[name.Loss];
        var options = new MethodOptions { ClassTerm = loss.Kind, DeferredReweighting = name.IsDeferred };
        var words = loss.Words + (name.IsDeferred ? ", class weights in the last epochs" : "");
        if (name.Contrastive is not { } contrastive)
        {
            return (options, words);
        }

        var (contrast, adapts) = (ContrastiveLoss.Of(contrastive), name.IsAdaptive || contrastive == "acl");
        options = options with
        {
            Contrastive = adapts ? ContrastiveKind.Adaptive : ContrastiveKind.Fixed,
            ContrastiveTerm = contrast.Kind,
            FixedWeight = contrast.Weight,
            FixedTemperature = contrast.Temperature,
            Adaptive = options.Adaptive with { InitialWeight = contrast.Weight },
        };
        return (options, $"{words} + {contrast.Label}, {(adapts ? "τ and λ from the class counts" : "fixed τ and λ")}");
    }

    private static void RequireTakable(MethodName name)
    {
        var refusal = name switch
        {
            { Input: { } input } => $"{input} is a baseline without a network of its own",
            { Data: { } data } => $"{data} makes rows of tables; images are resampled by their batches (--sampler class-aware)",
            { Stage: { } stage, Decision: "post-hoc-la" } => $"{stage} and post-hoc-la both change the last layer: choose one",
            _ when !s_losses.ContainsKey(name.Loss) => $"networks know no loss '{name.Loss}'",
            _ => null,
        };
        if (refusal is not null)
        {
            throw new ArgumentException($"method '{name}': {refusal}");
        }
    }
}
