using Counterpoise.Metrics;
using Counterpoise.Workflows.Systems;

namespace Counterpoise.Workflows.Episodes;

/// <summary>The metrics of one draw.</summary>
internal static class FewShotScores
{
    /// <summary>
    /// Balanced accuracy and accuracy; with two classes also average precision, sensitivity at 80% specificity and the precision that
    /// follows at 6% and 20% prevalence.
    /// </summary>
    public static ArmScore Of(string arm, ulong draw, int[] labels, double[] probabilities, IReadOnlyList<string> classes)
    {
        var evaluation = Evaluation.Of(labels, probabilities, classes);
        var metrics = new Dictionary<string, double>();
        foreach (var name in new[] { "balanced_accuracy", "accuracy" })
        {
            if (evaluation.Value(name) is { } value)
            {
                metrics[name] = value;
            }
        }

        if (classes.Count == 2 && labels.Distinct().Count() == 2)
        {
            double[] scores = [.. Enumerable.Range(0, labels.Length).Select(i => probabilities[(2 * i) + 1])];
            bool[] positive = [.. labels.Select(l => l == 1)];
            if (evaluation.Value("average_precision") is { } ap)
            {
                metrics["average_precision"] = ap;
            }

            var sensitivity = SensitivityAt(scores, positive, 0.8);
            metrics["sens@80spec"] = sensitivity;
            metrics["ppv at 6%"] = Precision(sensitivity, 0.2, 0.06);
            metrics["ppv at 20%"] = Precision(sensitivity, 0.2, 0.2);
        }

        return new(arm, draw, metrics);
    }

    /// <summary>
    /// The largest share of positives above a threshold that leaves at least the wanted share of negatives at or below it.
    /// </summary>
    internal static double SensitivityAt(double[] scores, bool[] positive, double specificity)
    {
        double[] negatives = [.. scores.Where((_, i) => !positive[i]).Order()];
        var place = (int)Math.Ceiling(specificity * negatives.Length) - 1;
        var threshold = negatives[Math.Clamp(place, 0, negatives.Length - 1)];
        return scores.Where((s, i) => positive[i] && s > threshold).Count() / (double)positive.Count(p => p);
    }

    /// <summary>Precision that a sensitivity and a false-positive rate come to at a prevalence.</summary>
    internal static double Precision(double sensitivity, double falsePositives, double prevalence) =>
        sensitivity == 0 ? 0 : sensitivity * prevalence / ((sensitivity * prevalence) + (falsePositives * (1 - prevalence)));
}
