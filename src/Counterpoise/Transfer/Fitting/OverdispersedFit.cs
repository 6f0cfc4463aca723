using Counterpoise.Numerics;
using Counterpoise.Transfer.Curves;
using MathNet.Numerics.Distributions;

namespace Counterpoise.Transfer.Fitting;

/// <summary>
/// A curve fitted to counts that spread wider than the binomial, as those of stripes that share ground motions do: beta-binomial with
/// a correlation ρ of the failures within a record.
/// </summary>
/// <param name="Name">What the records were of.</param>
/// <param name="Curve">θ, β and their covariance, ρ estimated beside them.</param>
/// <param name="Correlation">ρ, from 0 (binomial) to 1 (all structures of a record fail together).</param>
/// <param name="LogLikelihood">ln likelihood with the binomial constant.</param>
/// <param name="PValue">p of the likelihood-ratio test of ρ = 0: half the upper tail of χ²(1), for ρ lies on the border.</param>
/// <param name="Notes">What is unusual.</param>
public sealed record OverdispersedFit(string Name, ParametricCurve Curve, double Correlation, double LogLikelihood, double PValue,
    IReadOnlyList<FragilityNote> Notes)
{
    private const double LowestLogit = -16;

    /// <summary>Akaike's criterion of three parameters; lower is better.</summary>
    public double Aic => 6 - (2 * LogLikelihood);

    /// <summary>Fits by maximum likelihood, beginning at the binomial fit.</summary>
    /// <param name="records">Records with failures and survivals, and with more than one structure in some.</param>
    /// <param name="form">The shape. Default lognormal.</param>
    /// <exception cref="ArgumentException">Every record is of one structure, or the binomial fit is refused.</exception>
    public static OverdispersedFit Compute(FragilityRecords records, FragilityForm form = FragilityForm.Lognormal)
    {
        ArgumentNullException.ThrowIfNull(records);
        if (records.Trials.All(n => n == 1))
            throw new ArgumentException(
                $"{records.Name}: every record is of one structure, and one outcome cannot spread wider than the binomial: give counts "
                    + $"per stripe or event");
        var binomial = FragilityFit.Compute(records, new FragilityFitOptions { Form = form });
        var likelihood = new BetaBinomialLikelihood(records, form);
        double[] start = [Math.Log(binomial.Curve.Median), Math.Log(binomial.Curve.Beta), -3];
        var found = NewtonMinimizer.Run(likelihood, start, 1e-7, 300, CancellationToken.None);
        var gain = Math.Max(0, -found.Value - binomial.LogLikelihood);
        if (found.At[2] < LowestLogit || gain < 1e-6)
        {
            var note = new FragilityNote(FragilityFlag.NoOverdispersion,
                "the counts spread no wider than the binomial: ρ is 0, and the curve the binomial one");
            return new OverdispersedFit(records.Name, binomial.Curve, 0, binomial.LogLikelihood, 1, [.. binomial.Notes, note]);
        }

        var covariance = ParameterCovariance.Inverse(likelihood.Hessian(found.At));
        var log = covariance is null ? null : new LogCovariance(covariance[0, 0], covariance[0, 1], covariance[1, 1]);
        var curve = new ParametricCurve(Math.Exp(found.At[0]), Math.Exp(found.At[1]), form, log);
        var p = 0.5 * (1 - ChiSquared.CDF(1, 2 * gain));
        return new OverdispersedFit(records.Name, curve, 1 / (1 + Math.Exp(-found.At[2])), -found.Value, p, binomial.Notes);
    }
}
