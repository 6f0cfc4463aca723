using Counterpoise.Calibration;
using Counterpoise.Lifecycle.Solving;

namespace Counterpoise.Lifecycle.Repair;

/// <summary>
/// A decision tuned on recent rows that stays near the one in use: the logarithm of each weight moves at most so far, and a class with few
/// rows keeps its own.
/// </summary>
internal static class CappedDecision
{
    private const double Least = 1e-12;

    /// <summary>Tunes; gives back whether the cap was met.</summary>
    public static (DecisionWeights Weights, bool Capped) Tune(DecisionWeights current, int[] labels, double[] probabilities,
        RepairOptions options, int leastRows)
    {
        var classes = current.Weights.Count;
        var tuned = DecisionWeights.Tune(labels, probabilities, classes, SolveMetrics.Decision(options.Metric)!);
        double[] was = Logs(current), now = Logs(tuned);
        var counts = Enumerable.Range(0, classes).Select(c => labels.Count(l => l == c)).ToArray();
        var anchor = Enumerable.Range(0, classes).MaxBy(c => counts[c]);
        var capped = false;
        var weights = new double[classes];
        for (var c = 0; c < classes; c++)
        {
            // Only ratios matter: everything is measured against the most frequent class.
            var move = counts[c] < leastRows ? 0 : now[c] - now[anchor] - (was[c] - was[anchor]);
            capped |= Math.Abs(move) > options.MaximumMove;
            weights[c] = Math.Exp(was[c] - was[anchor] + Math.Clamp(move, -options.MaximumMove, options.MaximumMove));
        }

        return (new DecisionWeights(weights), capped);
    }

    private static double[] Logs(DecisionWeights weights) => [.. weights.Weights.Select(w => Math.Log(Math.Max(w, Least)))];
}
