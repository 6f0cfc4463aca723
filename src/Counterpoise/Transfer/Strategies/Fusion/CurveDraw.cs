using Counterpoise.Randomness;
using Counterpoise.Transfer.Curves;

namespace Counterpoise.Transfer.Strategies;

/// <summary>Random curves and counts.</summary>
internal static class CurveDraw
{
    /// <summary>
    /// A curve drawn from the normal approximation of its uncertainty, widened by further standard deviations; the curve itself where there
    /// is none.
    /// </summary>
    public static ParametricCurve From(ParametricCurve curve, IRandomSource random, double medianDeviation = 0, double betaDeviation = 0)
    {
        double first = random.NextNormal(), second = random.NextNormal();
        double median = (curve.Covariance?.Median ?? 0) + (medianDeviation * medianDeviation), cross = curve.Covariance?.Cross ?? 0;
        var beta = (curve.Covariance?.Dispersion ?? 0) + (betaDeviation * betaDeviation);
        var scale = Math.Sqrt(median);
        var slope = scale > 0 ? cross / scale : 0;
        var logMedian = Math.Log(curve.Median) + (scale * first);
        var logBeta = Math.Log(curve.Beta) + (slope * first) + (Math.Sqrt(Math.Max(beta - (slope * slope), 0)) * second);
        return new ParametricCurve(Math.Exp(logMedian), Math.Exp(logBeta), curve.Form);
    }

    /// <summary>A binomial count, trial by trial: counts here are small.</summary>
    public static int Binomial(IRandomSource random, int trials, double probability)
    {
        var count = 0;
        for (var i = 0; i < trials; i++)
        {
            if (random.NextDouble() < probability) count++;
        }

        return count;
    }
}
