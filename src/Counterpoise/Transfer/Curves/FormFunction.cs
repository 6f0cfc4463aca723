using MathNet.Numerics;

namespace Counterpoise.Transfer.Curves;

/// <summary>F of each form with its logarithms and their derivatives, exact in the far tails, where 1 − F would round to 0.</summary>
internal static class FormFunction
{
    private const double HalfLogTwoPi = 0.91893853320467274178;

    // Beyond this MathNet's erfc is still exact, but the quotient of two numbers near 1e-300 would not be.
    private const double FarTail = 20;

    /// <summary>F(z).</summary>
    public static double Probability(FragilityForm form, double z) => form switch
    {
        FragilityForm.Lognormal => 0.5 * SpecialFunctions.Erfc(-z / Math.Sqrt(2)),
        FragilityForm.LogLogistic => z >= 0 ? 1 / (1 + Math.Exp(-z)) : Math.Exp(z) / (1 + Math.Exp(z)),
        _ => -ExpMinusOne(-Hazard(z)),
    };

    /// <summary>The z with F(z) = p, for p in (0, 1).</summary>
    public static double Quantile(FragilityForm form, double p) => form switch
    {
        FragilityForm.Lognormal => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, p),
        FragilityForm.LogLogistic => Math.Log(p) - LogOnePlus(-p),
        _ => Math.Log(-LogOnePlus(-p) / Constants.Ln2),
    };

    /// <summary>The standard deviation of ln(capacity) of a curve of this form with β.</summary>
    public static double LogDeviation(FragilityForm form, double beta) => form switch
    {
        FragilityForm.Lognormal => beta,
        FragilityForm.LogLogistic => beta * Math.PI / Math.Sqrt(3),
        _ => beta * Math.PI / Math.Sqrt(6),
    };

    /// <summary>ln F(z) with its first two derivatives.</summary>
    public static (double Value, double First, double Second) LogProbability(FragilityForm form, double z)
    {
        switch (form)
        {
            case FragilityForm.Lognormal:
                return LogNormal(z);
            case FragilityForm.LogLogistic:
                var survival = Probability(FragilityForm.LogLogistic, -z);
                return (-SoftPlus(-z), survival, -survival * (1 - survival));
            default:
                var hazard = Hazard(z);
                // h / (e^h − 1) tends to 1 for small h and to 0 for large ones.
                var first = hazard > 700 ? 0 : hazard < 1e-300 ? 1 : hazard / ExpMinusOne(hazard);
                return (hazard < 1e-300 ? z + Math.Log(Constants.Ln2) : Math.Log(-ExpMinusOne(-hazard)), first,
                    first * (1 - hazard - first));
        }
    }

    /// <summary>ln(1 − F(z)) with its first two derivatives.</summary>
    public static (double Value, double First, double Second) LogSurvival(FragilityForm form, double z)
    {
        if (form == FragilityForm.Weibull)
        {
            var hazard = Hazard(z);
            return (-hazard, -hazard, -hazard);
        }

        // Both other forms are symmetric.
        var (value, first, second) = LogProbability(form, -z);
        return (value, -first, second);
    }

    /// <summary>ln of the density F'(z) with its first two derivatives.</summary>
    public static (double Value, double First, double Second) LogDensity(FragilityForm form, double z)
    {
        switch (form)
        {
            case FragilityForm.Lognormal:
                return ((-0.5 * z * z) - HalfLogTwoPi, -z, -1);
            case FragilityForm.LogLogistic:
                var p = Probability(form, z);
                return (-SoftPlus(z) - SoftPlus(-z), 1 - (2 * p), -2 * p * (1 - p));
            default:
                var hazard = Hazard(z);
                return (z + Math.Log(Constants.Ln2) - hazard, 1 - hazard, -hazard);
        }
    }

    /// <summary>e^x − 1 without cancellation near 0.</summary>
    public static double ExpMinusOne(double x) => Math.Abs(x) < 1e-5 ? x * (1 + (x / 2 * (1 + (x / 3)))) : Math.Exp(x) - 1;

    /// <summary>ln(1 + x) without cancellation near 0.</summary>
    public static double LogOnePlus(double x) => Math.Abs(x) < 1e-5 ? x * (1 - (x / 2 * (1 - (2 * x / 3)))) : Math.Log(1 + x);

    private static (double Value, double First, double Second) LogNormal(double z)
    {
        var value = z < -FarTail
            ? (-0.5 * z * z) - HalfLogTwoPi - Math.Log(-z) + Asymptotic(1 / (z * z))
            : z > 5 ? LogOnePlus(-0.5 * SpecialFunctions.Erfc(z / Math.Sqrt(2)))
            : Math.Log(0.5 * SpecialFunctions.Erfc(-z / Math.Sqrt(2)));
        var mills = Math.Exp((-0.5 * z * z) - HalfLogTwoPi - value);
        return (value, mills, -mills * (z + mills));
    }

    /// <summary>ln(1 − u + 3u² − 15u³ + 105u⁴): the tail's expansion in u = 1/z².</summary>
    private static double Asymptotic(double u) => LogOnePlus(-u * (1 - (3 * u * (1 - (5 * u * (1 - (7 * u)))))));

    // e^z overflows from 709 on; a hazard of e^700 is as certain a failure.
    private static double Hazard(double z) => Constants.Ln2 * Math.Exp(Math.Min(z, 700));

    private static double SoftPlus(double z) => Math.Max(z, 0) + LogOnePlus(Math.Exp(-Math.Abs(z)));
}
