using Counterpoise.Numerics;
using Counterpoise.Transfer.Curves;

namespace Counterpoise.Transfer.Fitting;

/// <summary>
/// −ln likelihood of ordered states in (α_1 … α_J, b): P(state ≥ j) = F(b x − α_j) with one b, so that curves never cross. Convex;
/// where thresholds are out of order a probability is not positive and the value infinite, which step halving turns away from.
/// A held slope is left out of the parameters.
/// </summary>
internal sealed class OrderedLikelihood(double[] x, int[][] counts, FragilityForm form, double? heldSlope = null) : ISmoothFunction
{
    private readonly int _states = counts[0].Length - 1;

    public int Size => _states + (heldSlope is null ? 1 : 0);

    public double Evaluate(ReadOnlySpan<double> at, Span<double> gradient)
    {
        gradient.Clear();
        var value = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            for (var c = 0; c <= _states; c++)
            {
                if (counts[i][c] == 0) continue;
                var (p, upper, lower) = Category(i, c, at);
                if (!(p > 0)) return double.PositiveInfinity;
                value -= counts[i][c] * Math.Log(p);
                Add(gradient, i, c, counts[i][c] / p, upper.Density, lower.Density);
            }
        }

        return value;
    }

    public DenseMatrix Hessian(ReadOnlySpan<double> at) => NumericHessian.Compute(this, at);

    /// <summary>
    /// The probability of a category with the densities at its ends; by the smaller tail, so that far ends do not cancel.
    /// </summary>
    private (double P, (double Value, double Density) Upper, (double Value, double Density) Lower) Category(int i, int c,
        ReadOnlySpan<double> at)
    {
        // Category c lies between threshold c (reached) and c + 1 (not reached).
        var slope = heldSlope ?? at[_states];
        var reached = c == 0 ? double.PositiveInfinity : (slope * x[i]) - at[c - 1];
        var next = c == _states ? double.NegativeInfinity : (slope * x[i]) - at[c];
        var p = next > 0 ? Survival(next) - Survival(reached) : At(reached) - At(next);
        return (p, (reached, Density(reached)), (next, Density(next)));
    }

    private void Add(Span<double> gradient, int i, int c, double weight, double upper, double lower)
    {
        if (c > 0) gradient[c - 1] += weight * upper;
        if (c < _states) gradient[c] -= weight * lower;
        if (heldSlope is null) gradient[_states] -= weight * (upper - lower) * x[i];
    }

    private double At(double eta) => double.IsInfinity(eta) ? (eta > 0 ? 1 : 0) : FormFunction.Probability(form, eta);

    private double Survival(double eta) => double.IsInfinity(eta) ? (eta > 0 ? 0 : 1) : Math.Exp(FormFunction.LogSurvival(form, eta).Value);

    private double Density(double eta) => double.IsInfinity(eta) ? 0 : Math.Exp(FormFunction.LogDensity(form, eta).Value);
}
