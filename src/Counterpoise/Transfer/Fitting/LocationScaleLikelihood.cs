using Counterpoise.Numerics;
using Counterpoise.Transfer.Curves;

namespace Counterpoise.Transfer.Fitting;

/// <summary>
/// −ln likelihood (no binomial constant) in (ln θ, ln β), with normal priors where given: z = (ln x − ln θ)/β + shift,
/// −Σ k ln F(z) + (n−k) ln(1−F(z)). The shift is ln of the failures' weight, which the logit form takes back exactly.
/// </summary>
internal sealed class LocationScaleLikelihood(BinomialSample sample, FragilityForm form, double shift = 0,
    NormalPrior? medianPrior = null, NormalPrior? betaPrior = null)
    : ISmoothFunction
{
    public int Size => 2;

    public double Evaluate(ReadOnlySpan<double> at, Span<double> gradient)
    {
        var (inverse, value, g0, g1) = (Math.Exp(-at[1]), 0.0, 0.0, 0.0);
        for (var i = 0; i < sample.Count; i++)
        {
            var t = (sample.LogIntensities[i] - at[0]) * inverse;
            var (log, slope, _) = Terms(i, t + shift);
            value -= log;
            g0 += slope * inverse;
            g1 += slope * t;
        }

        (gradient[0], gradient[1]) = (g0, g1);
        return value + Prior(medianPrior, at[0], ref gradient[0]) + Prior(betaPrior, at[1], ref gradient[1]);
    }

    public DenseMatrix Hessian(ReadOnlySpan<double> at)
    {
        var (inverse, h00, h01, h11) = (Math.Exp(-at[1]), medianPrior?.Precision ?? 0, 0.0, betaPrior?.Precision ?? 0);
        for (var i = 0; i < sample.Count; i++)
        {
            var t = (sample.LogIntensities[i] - at[0]) * inverse;
            var (_, slope, bend) = Terms(i, t + shift);
            h00 -= bend * inverse * inverse;
            h01 -= ((bend * t) + slope) * inverse;
            h11 -= (bend * t * t) + (slope * t);
        }

        return new DenseMatrix(2, 2, [h00, h01, h01, h11]);
    }

    /// <summary>The expected information of the likelihood and the priors' precisions.</summary>
    public DenseMatrix ExpectedInformation(ReadOnlySpan<double> at)
    {
        var (inverse, h00, h01, h11) = (Math.Exp(-at[1]), medianPrior?.Precision ?? 0, 0.0, betaPrior?.Precision ?? 0);
        for (var i = 0; i < sample.Count; i++)
        {
            var t = (sample.LogIntensities[i] - at[0]) * inverse;
            var (trials, z) = (sample.Failures[i] + sample.Survivals[i], t + shift);
            // φ²/(p(1−p)) is the product of the two hazard rates, which neither tail rounds to 0/0.
            var w = -trials * FormFunction.LogProbability(form, z).First * FormFunction.LogSurvival(form, z).First;
            h00 += w * inverse * inverse;
            h01 += w * inverse * t;
            h11 += w * t * t;
        }

        return new DenseMatrix(2, 2, [h00, h01, h01, h11]);
    }

    /// <summary>The gradient of each record's ln likelihood, [records, 2].</summary>
    public DenseMatrix Scores(ReadOnlySpan<double> at)
    {
        var inverse = Math.Exp(-at[1]);
        var scores = new DenseMatrix(sample.Count, 2);
        for (var i = 0; i < sample.Count; i++)
        {
            var t = (sample.LogIntensities[i] - at[0]) * inverse;
            var slope = Terms(i, t + shift).Slope;
            (scores[i, 0], scores[i, 1]) = (-slope * inverse, -slope * t);
        }

        return scores;
    }

    private (double Log, double Slope, double Bend) Terms(int i, double z)
    {
        var (failures, survivals) = (sample.Failures[i], sample.Survivals[i]);
        var (log, slope, bend) = (0.0, 0.0, 0.0);
        if (failures > 0)
        {
            var (value, first, second) = FormFunction.LogProbability(form, z);
            (log, slope, bend) = (failures * value, failures * first, failures * second);
        }

        if (survivals > 0)
        {
            var (value, first, second) = FormFunction.LogSurvival(form, z);
            (log, slope, bend) = (log + (survivals * value), slope + (survivals * first), bend + (survivals * second));
        }

        return (log, slope, bend);
    }

    private static double Prior(NormalPrior? prior, double at, ref double gradient)
    {
        if (prior is null) return 0;
        var distance = at - prior.Mean;
        gradient += distance * prior.Precision;
        return 0.5 * distance * distance * prior.Precision;
    }
}
