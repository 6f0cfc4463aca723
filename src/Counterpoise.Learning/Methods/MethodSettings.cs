using System.Globalization;
using Counterpoise.Comparisons;
using Counterpoise.Learning.Losses;
using Counterpoise.Learning.Models;
using Counterpoise.Learning.PostHoc;

namespace Counterpoise.Learning.Methods;

/// <summary>
/// What a method comes to on a training set, under explicit names: constants that the class counts give stand in it, not the rule that gave
/// them, so that methods that come to the same are known as one.
/// </summary>
internal static class MethodSettings
{
    /// <summary>What determines the first training: losses and their constants.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Training(Method method, int[] counts) =>
        [.. Loss(method, counts), .. Deferred(method, counts), .. Contrast(method, counts)];

    /// <summary>What becomes of the trained model.</summary>
    public static IEnumerable<KeyValuePair<string, string>> After(Method method)
    {
        if (method.Options.SecondStage is { } stage)
        {
            yield return new("stage.kind", stage.Kind switch
            {
                HeadStageKind.Retraining => "retraining",
                HeadStageKind.Rescaling => "rescaling",
                HeadStageKind.Normalization => "normalization",
                _ => "adjustment",
            });
            if (stage.Kind is HeadStageKind.Retraining or HeadStageKind.Rescaling)
            {
                yield return new("stage.epochs", Text(stage.Epochs));
                yield return new("stage.learning_rate", Text(stage.LearningRate));
            }
        }

        if (method.Decision == DecisionRule.Tuned)
        {
            yield return new("decision", "tuned");
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Loss(Method method, int[] counts)
    {
        var options = method.Options;
        switch (options.ClassTerm)
        {
            case ClassTermKind.LogitAdjustment:
                return [new("loss.kind", "logit_adjustment"), new("loss.strength", Text(options.AdjustmentStrength))];
            case ClassTermKind.Ldam:
                return [new("loss.kind", "ldam"), new("loss.largest_margin", Text(options.LargestMargin)),
                    new("loss.scale", Text(options.MarginScale))];
            case ClassTermKind.VectorScaling:
                return [new("loss.kind", "vector_scaling"), new("loss.gamma", Text(options.VectorGamma)),
                    new("loss.strength", Text(options.AdjustmentStrength))];
            case ClassTermKind.Focal:
                return [new("loss.kind", "focal"), new("loss.gamma", Text(options.FocalGamma))];
            default:
                var weighs = options.ClassTerm != ClassTermKind.CrossEntropy && !options.DeferredReweighting;
                return [new("loss.kind", "cross_entropy"), new("loss.reduction", Reduction(options.ClassReduction)), .. weighs
                    ? Weights("loss.weights", method, counts) : []];
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Deferred(Method method, int[] counts) =>
        method.Options.DeferredReweighting
            ? [new("deferred.share", Text(method.Options.DeferredShare)), .. Weights("deferred.weights", method, counts)] : [];

    /// <summary>Weights that are all 1 are none.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Weights(string name, Method method, int[] counts)
    {
        var weights = ClassTerms.Weights(method.Options, counts, method.OwnWeights(counts.Length));
        return weights.All(w => w == 1) ? [] : [new(name, string.Join(',', weights.Select(Text)))];
    }

    private static IEnumerable<KeyValuePair<string, string>> Contrast(Method method, int[] counts)
    {
        var options = method.Options;
        if (options.Contrastive == ContrastiveKind.None)
        {
            return [];
        }

        var constants = method.TermConstants(counts);
        return
        [
            new("contrast.kind", ContrastiveLoss.Of(options.ContrastiveTerm).Setting),
                new("contrast.temperature", Text(constants.Temperature)),
                new("contrast.weight", Text(constants.Weight)),
            new("contrast.projection",
                options.Projection switch { ProjectionKind.Mlp => "mlp", ProjectionKind.Linear => "linear", _ => "none" }),
            new("contrast.projection_size", Text(options.ProjectionSize)), .. Own(options),
        ];
    }

    /// <summary>What one contrastive loss has and others have not.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Own(MethodOptions options)
    {
        var loss = ContrastiveLoss.Of(options.ContrastiveTerm);
        if (loss.IsReduced)
        {
            yield return new("contrast.reduction", options.ContrastiveReduction switch
            {
                ContrastiveReduction.Sum => "sum",
                ContrastiveReduction.MeanOfValid => "mean_of_valid",
                _ => "mean",
            });
        }

        if (options.ContrastiveScaleTemperature is { } scale)
        {
            yield return new("contrast.scale_temperature", Text(scale));
        }

        foreach (var (name, value) in loss.Settings)
        {
            yield return new($"contrast.{name}", Text(value(options)));
        }
    }

    private static string Reduction(ClassReduction reduction) => reduction switch
    {
        ClassReduction.Sum => "sum",
        ClassReduction.WeightedMean => "weighted_mean",
        _ => "mean",
    };

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
