using Counterpoise.Metrics;

namespace Counterpoise.Augmentation;

/// <summary>Metrics of decisions on a fold, and the thresholds at which inner folds have them best.</summary>
internal static class DecisionMetricsOfFold
{
    public static IReadOnlyList<string> Names { get; } = ["balanced_accuracy", "f1"];

    /// <summary>Balanced accuracy and F1 where rows at or above the threshold are called positive.</summary>
    public static double[] Of(int[] labels, double[] scores, IReadOnlyList<double> thresholds)
    {
        var values = new double[2];
        for (var m = 0; m < 2; m++)
        {
            var (truePositive, falsePositive, positives) = (0, 0, 0);
            for (var i = 0; i < labels.Length; i++)
            {
                var called = scores[i] >= thresholds[m];
                positives += labels[i];
                truePositive += called && labels[i] == 1 ? 1 : 0;
                falsePositive += called && labels[i] == 0 ? 1 : 0;
            }

            double others = labels.Length - positives, missed = positives - truePositive;
            values[m] = m == 0 ? ((truePositive / (double)positives) + ((others - falsePositive) / others)) / 2
                : truePositive == 0 ? 0 : 2.0 * truePositive / ((2 * truePositive) + falsePositive + missed);
        }

        return values;
    }

    /// <summary>The best threshold for each metric.</summary>
    public static double[] Thresholds(int[] labels, double[] scores) =>
        [BestBalancedAccuracy.Of(labels, scores).Threshold, BestF1.Of(labels, scores).Threshold];
}
