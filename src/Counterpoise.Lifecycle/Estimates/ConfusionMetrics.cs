namespace Counterpoise.Lifecycle.Estimates;

/// <summary>The metrics of a confusion matrix of expected, and so not whole, counts.</summary>
internal static class ConfusionMetrics
{
    public static string[] Names(IReadOnlyList<string> classes) =>
        [.. classes.Select(c => $"recall({c})"), .. classes.Select(c => $"precision({c})"), "accuracy", "balanced_accuracy",
            "geometric_mean", "macro_f1"];

    public static double[] Compute(double[][] counts)
    {
        var classes = counts.Length;
        double[] support = [.. counts.Select(row => row.Sum())], given =
            [.. Enumerable.Range(0, classes).Select(k => counts.Sum(row => row[k]))];
        double[] recall = [.. counts.Select((row, c) => row[c] / support[c])],
            precision = [.. counts.Select((row, c) => row[c] / given[c])];
        var f1 = counts.Select((row, c) => 2 * row[c] / (support[c] + given[c]));
        return
        [
            .. recall, .. precision, counts.Select((row, c) => row[c]).Sum() / support.Sum(), recall.Average(),
            Math.Pow(recall.Aggregate(1.0, (a, b) => a * b), 1.0 / classes), f1.Average(),
        ];
    }
}
