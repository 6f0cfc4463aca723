using Counterpoise.Numerics;
using Counterpoise.Statistics;
using Counterpoise.Transfer.Curves;

namespace Counterpoise.Transfer.Fitting;

/// <summary>A curve fitted to capacities, some of them censored.</summary>
/// <param name="Name">What the records were of.</param>
/// <param name="Curve">θ, β and their covariance (observed information).</param>
/// <param name="NegativeLogLikelihood">−ln likelihood of ln(capacity).</param>
/// <param name="Structures">Number of structures.</param>
/// <param name="Censored">How many of them are known to an interval only.</param>
public sealed record CapacityFit(string Name, ParametricCurve Curve, double NegativeLogLikelihood, int Structures, int Censored)
{
    /// <summary>Fits by maximum likelihood.</summary>
    /// <param name="records">The capacities.</param>
    /// <param name="form">The shape. Default lognormal.</param>
    /// <exception cref="ArgumentException">The likelihood has no maximum: all capacities are equal, or too many are censored to one
    /// side.</exception>
    public static CapacityFit Compute(CapacityRecords records, FragilityForm form = FragilityForm.Lognormal)
    {
        ArgumentNullException.ThrowIfNull(records);
        // Known ends stand for the capacities at the start.
        double[] logs = [.. records.Lower.Zip(records.Upper, (low, high) =>
            Math.Log(low == 0 ? high : double.IsInfinity(high) ? low : Math.Sqrt(low * high)))];
        var deviation = Math.Sqrt(Samples.Variance(logs, 0));
        var exact = records.Lower.Zip(records.Upper).Count(p => p.First == p.Second);
        var likelihood = new CapacityLikelihood(records, form);
        var found = NewtonMinimizer.Run(likelihood, [Samples.Mean(logs), Math.Log(Math.Max(deviation, 0.1))], 1e-9, 500,
            CancellationToken.None);
        if (found.At[1] < CapacityLikelihood.LowestLogBeta + 1e-3 || deviation == 0 || !(Math.Abs(found.At[0]) < 50)
            || (!found.Converged && found.LargestGradient > 1e-4))
        {
            throw new ArgumentException(
                $"{records.Name}: {exact} of {logs.Length} capacities are exact, and the likelihood has no maximum: " +
                "all known capacities are equal, or nearly all are censored to one side. Add capacities, or take a prior from elsewhere");
        }

        var covariance = ParameterCovariance.Inverse(likelihood.Hessian(found.At));
        var log = covariance is null ? null : new LogCovariance(covariance[0, 0], covariance[0, 1], covariance[1, 1]);
        return new CapacityFit(records.Name, new ParametricCurve(Math.Exp(found.At[0]), Math.Exp(found.At[1]), form, log), found.Value,
            logs.Length, logs.Length - exact);
    }
}
