using Counterpoise.Metrics;

namespace Counterpoise.Bench.Tabular;

/// <summary>
/// What a fold's probabilities are worth: of two classes for the rarer one, of several the mean of all one against the others.
/// </summary>
internal static class ProofScores
{
    internal static readonly string[] Names = ["average precision", "AUROC", "recall of 1% flagged", "of 3.4%", "of 5%",
        "recall at precision .9", "at .5"];

    internal static double[] Of(int[] labels, double[] probabilities, int classCount)
    {
        int[] classes = classCount == 2 ? [2 * labels.Sum() <= labels.Length ? 1 : 0]
            : [.. Enumerable.Range(0, classCount).Where(labels.Contains)];
        double[][] each = [.. classes.Select(c => OfClass(labels, [.. labels.Select((_, i) => probabilities[(i * classCount) + c])], c))];
        return [.. Names.Select((_, m) => each.Average(e => e[m]))];
    }

    private static double[] OfClass(int[] labels, double[] scores, int positive) =>
    [
        AveragePrecision.Of(labels, scores, positive), Auroc.Of(labels, scores, positive), Flagged(labels, scores, positive, .01),
        Flagged(labels, scores, positive, .034), Flagged(labels, scores, positive, .05),
        RecallAt(labels, scores, positive, .9), RecallAt(labels, scores, positive, .5),
    ];

    /// <summary>
    /// Recall where the highest scores, a share of all rows, are flagged; rows of one score that only partly fit count in part.
    /// </summary>
    private static double Flagged(int[] labels, double[] scores, int positive, double share)
    {
        var (left, found, all) = (share * labels.Length, 0.0, labels.Count(l => l == positive));
        foreach (var group in Enumerable.Range(0, labels.Length).GroupBy(i => scores[i]).OrderByDescending(g => g.Key))
        {
            var (rows, positives) = (group.Count(), group.Count(i => labels[i] == positive));
            found += positives * Math.Min(1, left / rows);
            left -= rows;
            if (left <= 0)
            {
                break;
            }
        }

        return found / all;
    }

    private static double RecallAt(int[] labels, double[] scores, int positive, double precision)
    {
        var (best, rows, found, all) = (0.0, 0, 0, labels.Count(l => l == positive));
        foreach (var group in Enumerable.Range(0, labels.Length).GroupBy(i => scores[i]).OrderByDescending(g => g.Key))
        {
            rows += group.Count();
            found += group.Count(i => labels[i] == positive);
            best = found >= precision * rows ? (double)found / all : best;
        }

        return best;
    }
}
