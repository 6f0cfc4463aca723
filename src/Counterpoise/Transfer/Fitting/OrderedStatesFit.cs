using Counterpoise.Numerics;
using Counterpoise.Transfer.Curves;

namespace Counterpoise.Transfer.Fitting;

/// <summary>Curves of ordered damage states with one β and rising medians, so that they never cross.</summary>
/// <param name="Name">What the records were of.</param>
/// <param name="States">Names of the states from light to heavy.</param>
/// <param name="Curves">The curve of reaching each state or a heavier one; medians rise.</param>
/// <param name="NegativeLogLikelihood">−Σ count · ln P(state), without multinomial constant.</param>
/// <param name="Notes">What is unusual.</param>
public sealed record OrderedStatesFit(string Name, IReadOnlyList<string> States, IReadOnlyList<ParametricCurve> Curves,
    double NegativeLogLikelihood, IReadOnlyList<FragilityNote> Notes)
{
    /// <summary>Fits P(state ≥ j) = F((ln x − ln θ_j)/β) with θ_1 &lt; θ_2 &lt; … and one β by Newton's method.</summary>
    /// <param name="records">The records.</param>
    /// <param name="form">The shape. Default lognormal.</param>
    /// <param name="minimumBeta">Lowest β that is accepted, above 0; a fit that meets it is flagged.</param>
    /// <exception cref="ArgumentException">Damage does not become heavier with intensity.</exception>
    public static OrderedStatesFit Compute(DamageStateRecords records, FragilityForm form = FragilityForm.Lognormal,
        double minimumBeta = 0.05)
    {
        ArgumentNullException.ThrowIfNull(records);
        CurveCheck.Positive(minimumBeta, nameof(minimumBeta));
        var x = Array.ConvertAll(records.Intensities, Math.Log);
        var centre = x.Average();
        double[] centred = [.. x.Select(v => v - centre)];
        var notes = new List<FragilityNote>();
        double? held = null;
        var (minimum, likelihood) = Minimize(centred, records.Counts, form, Start(records, form, 2), null);
        var slope = minimum.At[^1];
        if (!(slope > 0.2))
            throw new ArgumentException(
                $"{records.Name}: damage does not become heavier with intensity (slope {slope:G3} in ln(intensity)); look at the "
                    + $"columns, or fit the states apart");
        if (slope > 1 / minimumBeta || IsSeparated(records))
        {
            held = 1 / minimumBeta;
            notes.Add(new FragilityNote(FragilityFlag.BetaAtLowerBound,
                $"β is held at its lower bound {minimumBeta}: the intensity separates the states nearly without error"));
            (minimum, likelihood) = Minimize(centred, records.Counts, form, Start(records, form, held.Value)[..^1], held);
        }

        if (!minimum.Converged && minimum.LargestGradient > 1e-4)
            notes.Add(new FragilityNote(FragilityFlag.NotConverged,
                $"the optimiser stopped at a gradient of {minimum.LargestGradient:0.0e0}"));
        var covariance = ParameterCovariance.Inverse(likelihood.Hessian(minimum.At));
        var curves = records.States.Select((_, j) => Curve(minimum.At, j, held, centre, form, covariance)).ToArray();
        return new OrderedStatesFit(records.Name, records.States, curves, minimum.Value, notes);
    }

    /// <summary>
    /// Whether every state begins above the intensities at which lighter ones were seen: the likelihood then rises with the slope for ever.
    /// </summary>
    private static bool IsSeparated(DamageStateRecords records) => Enumerable.Range(1, records.States.Count).All(j =>
    {
        var lighter = records.Intensities.Where((_, i) => records.Counts[i].Take(j).Sum() > 0).Max();
        return lighter <= records.Intensities.Where((_, i) => records.Counts[i].Skip(j).Sum() > 0).Min();
    });

    private static (Minimum Minimum, OrderedLikelihood Likelihood) Minimize(double[] x, int[][] counts, FragilityForm form,
        double[] start, double? held)
    {
        var likelihood = new OrderedLikelihood(x, counts, form, held);
        return (NewtonMinimizer.Run(likelihood, start, 1e-8, 300, CancellationToken.None), likelihood);
    }

    /// <summary>Thresholds that give each state its share at the mean of ln(intensity).</summary>
    private static double[] Start(DamageStateRecords records, FragilityForm form, double slope)
    {
        double total = records.Counts.Sum(c => c.Sum());
        double Reached(int j) => records.Counts.Sum(c => c.Skip(j).Sum()) / total;
        return [.. Enumerable.Range(1, records.States.Count).Select(j => -FormFunction.Quantile(form, Reached(j))), slope];
    }

    private static ParametricCurve Curve(double[] at, int state, double? held, double centre, FragilityForm form, DenseMatrix? covariance)
    {
        var (slope, threshold) = (held ?? at[^1], at[state]);
        LogCovariance? log = null;
        if (covariance is not null)
        {
            var jacobian = new DenseMatrix(2, at.Length);
            jacobian[0, state] = 1 / slope;
            if (held is null) (jacobian[0, at.Length - 1], jacobian[1, at.Length - 1]) = (-threshold / (slope * slope), -1 / slope);
            var found = ParameterCovariance.Transformed(jacobian, covariance);
            log = new LogCovariance(found[0, 0], found[0, 1], found[1, 1]);
        }

        return new ParametricCurve(Math.Exp(centre + (threshold / slope)), 1 / slope, form, log);
    }
}
