using Counterpoise.Numerics;
using Counterpoise.Transfer.Curves;
using MathNet.Numerics;

namespace Counterpoise.Transfer.Fitting;

/// <summary>
/// −ln likelihood of beta-binomial counts in (ln θ, ln β, logit ρ): p = F(z), and within a record the structures' failures correlate
/// by ρ; k ~ BetaBinomial(n, p s, (1−p) s) with s = 1/ρ − 1. The binomial constant is counted.
/// </summary>
internal sealed class BetaBinomialLikelihood(FragilityRecords records, FragilityForm form) : ISmoothFunction
{
    private readonly double[] _x = Array.ConvertAll(records.Intensities, Math.Log);

    public int Size => 3;

    public double Evaluate(ReadOnlySpan<double> at, Span<double> gradient)
    {
        gradient.Clear();
        var (inverse, strength, value) = (Math.Exp(-at[1]), Math.Exp(-at[2]), 0.0);
        for (var i = 0; i < _x.Length; i++)
        {
            var z = (_x[i] - at[0]) * inverse;
            double p = FormFunction.Probability(form, z), q = Math.Exp(FormFunction.LogSurvival(form, z).Value);
            int n = records.Trials[i], k = records.Failures[i];
            double a = p * strength, b = q * strength;
            // A tail beyond 1e-300 is as certain as the counts can tell.
            if (!(a > 1e-300 && b > 1e-300))
            {
                if (k > 0 && k < n) return double.PositiveInfinity;
                if ((k > 0 && a <= 1e-300) || (k < n && b <= 1e-300)) return double.PositiveInfinity;
                continue;
            }

            value -= SpecialFunctions.BinomialLn(n, k) + Rise(a, k) + Rise(b, n - k) - Rise(strength, n);
            double da = RiseSlope(a, k), db = RiseSlope(b, n - k);
            var density = Math.Exp(FormFunction.LogDensity(form, z).Value);
            var byP = (da - db) * strength * density;
            gradient[0] += byP * inverse;
            gradient[1] += byP * z;
            gradient[2] += ((da * p) + (db * q) - RiseSlope(strength, n)) * strength;
        }

        return value;
    }

    public DenseMatrix Hessian(ReadOnlySpan<double> at) => NumericHessian.Compute(this, at);

    /// <summary>ln of a (a+1) … (a+m−1), exact also for huge a, where two log gammas would cancel.</summary>
    private static double Rise(double a, int m)
    {
        var sum = 0.0;
        for (var j = 0; j < m; j++) sum += Math.Log(a + j);
        return sum;
    }

    private static double RiseSlope(double a, int m)
    {
        var sum = 0.0;
        for (var j = 0; j < m; j++) sum += 1 / (a + j);
        return sum;
    }
}
