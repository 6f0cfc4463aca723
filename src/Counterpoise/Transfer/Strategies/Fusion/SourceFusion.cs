using Counterpoise.Randomness;
using Counterpoise.Transfer.Curves;

namespace Counterpoise.Transfer.Strategies;

/// <summary>
/// Multi-source fusion: p = Σ w_s p_s with weights on the simplex that minimise the target's −ln likelihood + λ‖w − 1/S‖², then a
/// shift d of all medians with −ln likelihood + d²/(2s²). Bands come from refits to outcomes drawn from the fitted mixture, with each
/// source's curve drawn from its own covariance.
/// </summary>
public sealed class SourceFusion : IFragilityStrategy
{
    /// <inheritdoc/>
    public string Name => "fusion";

    /// <inheritdoc/>
    public string Description =>
        "the sources' curves mixed with weights learned on the target's records, then shifted by a penalised amount";

    /// <inheritdoc/>
    public bool IsControl => false;

    /// <inheritdoc/>
    public StrategyFit Fit(TransferProblem problem, TransferOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(options);
        var target = problem.Target;
        if (target.Count == 0) throw new StrategyRefusedException($"{target.Name} has no record that weights could be learned on");
        ParametricCurve[] curves = [.. problem.Sources.Select(s => s.Curve)];
        var fitted = Mixture(curves, target.Intensities, target.Trials, Array.ConvertAll(target.Failures, k => (double)k), options);
        var replicates = Replicates(curves, fitted.Curve, target, options, cancellationToken);
        var figures = problem.Sources.Select((s, i) => (Key: $"weight:{s.Name}", Value: fitted.Curve.Weights[i]))
            .ToDictionary(p => p.Key, p => p.Value);
        figures["log_shift"] = fitted.Curve.LogShift;
        figures["objective"] = fitted.Objective;
        string[] notes = curves.Length == 1 ? ["there is one source: its weight is 1, and only the shift is learned"] : [];
        return new StrategyFit(new MixtureCurve(curves, fitted.Curve.Weights, fitted.Curve.LogShift, replicates),
            notes) { Figures = figures };
    }

    private static (MixtureCurve Curve, double Objective) Mixture(ParametricCurve[] curves, double[] intensities, int[] trials,
        double[] failures, TransferOptions options)
    {
        double[] survivals = [.. trials.Zip(failures, (n, k) => n - k)];
        double[][] p = [.. curves.Select(c => Array.ConvertAll(intensities, c.Probability))];
        var (weights, objective) = SimplexWeights.Fit(p, failures, survivals, options.FusionPenalty);
        var shift = options.FusionShift == 0 ? 0 : Shift(curves, weights, intensities, failures, survivals, options.FusionShift);
        return (new MixtureCurve(curves, weights, shift), objective);
    }

    /// <summary>d by golden section within three prior deviations, where the penalised likelihood has its minimum.</summary>
    private static double Shift(ParametricCurve[] curves, double[] weights, double[] intensities, double[] failures, double[] survivals,
        double deviation)
    {
        double Loss(double d)
        {
            var sum = d * d / (2 * deviation * deviation);
            for (var i = 0; i < intensities.Length; i++)
            {
                var (x, mixed) = (intensities[i] * Math.Exp(-d), 0.0);
                for (var s = 0; s < curves.Length; s++)
                {
                    if (weights[s] > 0) mixed += weights[s] * curves[s].Probability(x);
                }

                mixed = Math.Clamp(mixed, 1e-12, 1 - 1e-12);
                sum -= (failures[i] * Math.Log(mixed)) + (survivals[i] * Math.Log(1 - mixed));
            }

            return sum;
        }

        // A mixture's likelihood may have several minima in d; the grid finds the right valley.
        var reach = 4 * deviation;
        var best = Enumerable.Range(0, 41).Select(i => reach * ((i / 20.0) - 1)).MinBy(Loss);
        return GoldenSection.Minimize(Loss, best - (reach / 20), best + (reach / 20));
    }

    private static MixtureCurve[] Replicates(ParametricCurve[] curves, MixtureCurve fitted, FragilityRecords target,
        TransferOptions options, CancellationToken cancellationToken)
    {
        var p = Array.ConvertAll(target.Intensities, fitted.Probability);
        return [.. Enumerable.Range(0, options.FusionReplicates).Select(r =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            var random = new RandomStream(options.Seed, "fusion", (ulong)r);
            var drawn = Array.ConvertAll(curves, c => CurveDraw.From(c, random));
            double[] failures = [.. target.Trials.Select((n, i) => (double)CurveDraw.Binomial(random, n, p[i]))];
            return Mixture(drawn, target.Intensities, target.Trials, failures, options).Curve;
        })];
    }
}
