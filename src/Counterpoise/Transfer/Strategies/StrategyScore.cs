using Counterpoise.Statistics;
using Counterpoise.Transfer.Curves;

namespace Counterpoise.Transfer.Strategies;

/// <summary>
/// How well a strategy predicts structures of the target that it was not fitted to; all NaN where it was refused on a fold.
/// </summary>
/// <param name="LogLoss">Mean −ln p of what happened; lower is better. The figure by which a strategy is chosen.</param>
/// <param name="LogLossError">Standard error of the mean over structures, which takes them as independent.</param>
/// <param name="Brier">Mean squared error of P(failure); lower is better.</param>
/// <param name="AveragePrecision">Average precision of failures ranked by P(failure); higher is better, the share of failures is
/// chance.</param>
/// <param name="ExpectedOverObserved">Expected over observed failures; 1 is calibrated in the large.</param>
public sealed record StrategyScore(double LogLoss, double LogLossError, double Brier, double AveragePrecision, double ExpectedOverObserved)
{
    internal static readonly StrategyScore None = new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);

    /// <summary>Scores of held-out predictions, a structure each.</summary>
    internal static StrategyScore From(double[] probabilities, FragilityRecords structures)
    {
        double[] losses = new double[structures.Count], squares = new double[structures.Count];
        for (var i = 0; i < losses.Length; i++)
        {
            // The clip of CurveScore.
            var p = Math.Clamp(probabilities[i], 1e-12, 1 - 1e-12);
            losses[i] = -Math.Log(structures.Failures[i] == 1 ? p : 1 - p);
            squares[i] = (p - structures.Failures[i]) * (p - structures.Failures[i]);
        }

        return new StrategyScore(Samples.Mean(losses), Math.Sqrt(Samples.Variance(losses, 1) / losses.Length), Samples.Mean(squares),
            AveragePrecisionOf(structures, probabilities), structures.FailureCount == 0 ? double.NaN
                : probabilities.Sum() / structures.FailureCount);
    }

    private static double AveragePrecisionOf(FragilityRecords structures, double[] probabilities) =>
        Metrics.AveragePrecision.Of(structures.Failures, probabilities);
}
