using Counterpoise.Metrics;

namespace Counterpoise.Augmentation;

/// <summary>The ranking metrics of the theory, all of which depend on the order of scores alone.</summary>
internal static class RankingMetrics
{
    public static IReadOnlyList<string> Names { get; } = ["auroc", "average_precision", "best_balanced_accuracy", "best_f1"];

    /// <summary>All metrics of a test fold, in the order of <see cref="Names"/>.</summary>
    public static double[] Of(int[] labels, double[] scores) =>
        [Auroc.Of(labels, scores), AveragePrecision.Of(labels, scores), BestBalancedAccuracy.Of(labels, scores).Value,
            BestF1.Of(labels, scores).Value];
}
