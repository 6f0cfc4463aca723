using Counterpoise.Numerics;
using Counterpoise.Transfer.Curves;

namespace Counterpoise.Transfer.Fitting;

/// <summary>
/// −ln likelihood of capacities in (ln θ, ln β): the density of ln(capacity) where it is exact, the probability of the interval else.
/// </summary>
internal sealed class CapacityLikelihood(CapacityRecords records, FragilityForm form) : ISmoothFunction
{
    /// <summary>The least ln β that is looked at.</summary>
    public static readonly double LowestLogBeta = Math.Log(1e-4);

    public int Size => 2;

    public double Evaluate(ReadOnlySpan<double> at, Span<double> gradient)
    {
        gradient.Clear();
        // Equal capacities draw β to 0 for ever; below this no records tell of it.
        if (at[1] < LowestLogBeta) return double.PositiveInfinity;
        var (inverse, value) = (Math.Exp(-at[1]), 0.0);
        for (var i = 0; i < records.Lower.Length; i++)
        {
            var (low, high) = (Score(records.Lower[i], at[0], inverse), Score(records.Upper[i], at[0], inverse));
            if (records.Lower[i] == records.Upper[i])
            {
                var (log, slope, _) = FormFunction.LogDensity(form, low);
                value -= log - at[1];
                (gradient[0], gradient[1]) = (gradient[0] + (slope * inverse), gradient[1] + (slope * low) + 1);
            }
            else
            {
                value -= Interval(low, high, inverse, gradient);
            }
        }

        return value;
    }

    public DenseMatrix Hessian(ReadOnlySpan<double> at) => NumericHessian.Compute(this, at);

    private static double Score(double capacity, double logMedian, double inverse) =>
        capacity == 0 ? double.NegativeInfinity : double.IsInfinity(capacity) ? double.PositiveInfinity
            : (Math.Log(capacity) - logMedian) * inverse;

    private double Interval(double low, double high, double inverse, Span<double> gradient)
    {
        if (double.IsInfinity(high)) return OneSided(FormFunction.LogSurvival(form, low), low, inverse, gradient);
        if (double.IsInfinity(low)) return OneSided(FormFunction.LogProbability(form, high), high, inverse, gradient);
        var p = low > 0
            ? Math.Exp(FormFunction.LogSurvival(form, low).Value) - Math.Exp(FormFunction.LogSurvival(form, high).Value)
            : FormFunction.Probability(form, high) - FormFunction.Probability(form, low);
        if (!(p > 0)) return double.NegativeInfinity;
        var (lower, upper) = (Math.Exp(FormFunction.LogDensity(form, low).Value), Math.Exp(FormFunction.LogDensity(form, high).Value));
        gradient[0] += (upper - lower) * inverse / p;
        gradient[1] += ((upper * high) - (lower * low)) / p;
        return Math.Log(p);
    }

    private static double OneSided((double Value, double First, double Second) log, double z, double inverse, Span<double> gradient)
    {
        gradient[0] += log.First * inverse;
        gradient[1] += log.First * z;
        return log.Value;
    }
}
