using Counterpoise.Randomness;
using Counterpoise.Statistics;
using Counterpoise.Transfer.Curves;
using Counterpoise.Transfer.Strategies;

namespace Counterpoise.Transfer.Experiments;

/// <summary>
/// A simulated shift, of which the truth is known: a source of θ = 0.8 with 400 structures, a target of θ = 0.5 with 20 of which a
/// tenth fail; β = 0.4. Arms are scored by the expected −ln p over intensities around the target's median, less the true curve's.
/// Simulation, not measurement.
/// </summary>
public static class ShiftSimulation
{
    private const int SourceStructures = 400;
    private const int TargetStructures = 20;
    private const int Grid = 200;
    private static readonly ParametricCurve Source = new(0.8, 0.4);
    private static readonly ParametricCurve Target = new(0.5, 0.4);

    // ln(intensity) ~ N(ln 0.22, 0.5²) breaks Φ((ln 0.22 − ln 0.5)/√(0.4² + 0.5²)) = 10% of the target's structures.
    private static readonly (double Log, double Deviation) TargetIntensity = (Math.Log(0.22), 0.5);
    private static readonly (double Log, double Deviation) SourceIntensity = (Math.Log(0.5), 0.6);

    /// <summary>Runs the simulation.</summary>
    /// <param name="seeds">Simulated targets, at least 2.</param>
    /// <param name="seed">Equal seeds give equal results.</param>
    /// <param name="arms">The arms, direct transfer and target-only among them.</param>
    /// <param name="threads">Threads; the results do not depend on them.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>A score for each arm; refused draws count in no mean.</returns>
    public static IReadOnlyList<ArmScore> Run(int seeds, ulong seed, IReadOnlyList<TransferArm> arms, int threads = 2,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(seeds, 2);
        ArgumentNullException.ThrowIfNull(arms);
        var excess = new double[arms.Count][];
        for (var a = 0; a < arms.Count; a++) excess[a] = new double[seeds];
        Parallel.For(0, seeds, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, i =>
        {
            var random = new RandomStream(seed, "shift", (ulong)i);
            var source = FragilitySource.FromRecords(Records("source", Source, SourceIntensity, SourceStructures, random));
            var problem = new TransferProblem(Records("target", Target, TargetIntensity, TargetStructures, random), [source]);
            for (var a = 0; a < arms.Count; a++) excess[a][i] = Excess(arms[a], problem, seed + (ulong)i, cancellationToken);
        });
        Interval? Than(string name, int arm) =>
            arms.Select(a => a.Name).ToList().IndexOf(name) is var place and >= 0 ? Better(excess[place], excess[arm]) : null;
        return [.. arms.Select((arm, a) => new ArmScore(
            "", arm.Name, excess[a].Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average(), double.NaN,
            Than(TransferArm.Direct, a), Than(TransferArm.TargetOnly, a), Than(TransferArm.TargetFirth, a),
                excess[a].Count(double.IsNaN)))];
    }

    private static double Excess(TransferArm arm, TransferProblem problem, ulong seed, CancellationToken cancellationToken)
    {
        try
        {
            var curve = arm.Strategy.Fit(problem, arm.Options with { Seed = seed }, cancellationToken).Curve;
            return Enumerable.Range(0, Grid).Average(i =>
            {
                var x = Math.Exp(SourceIntensity.Log + (SourceIntensity.Deviation * FormFunction.Quantile(FragilityForm.Lognormal,
                    (i + 0.5) / Grid)));
                double truth = Target.Probability(x), p = Math.Clamp(curve.Probability(x), 1e-12, 1 - 1e-12);
                return (truth * Math.Log(truth / p)) + ((1 - truth) * Math.Log((1 - truth) / (1 - p)));
            });
        }
        catch (StrategyRefusedException)
        {
            return double.NaN;
        }
    }

    private static FragilityRecords Records(string name, ParametricCurve truth, (double Log, double Deviation) intensity, int count,
        RandomStream random)
    {
        double[] x = [.. Enumerable.Range(0, count).Select(_ => Math.Exp(intensity.Log + (intensity.Deviation * random.NextNormal())))];
        return FragilityRecords.FromOutcomes(name, x, [.. x.Select(v => CurveDraw.Binomial(random, 1, truth.Probability(v)))]);
    }

    private static Interval? Better(double[] than, double[] arm)
    {
        int[] pairs = [.. Enumerable.Range(0, arm.Length).Where(i => double.IsFinite(than[i]) && double.IsFinite(arm[i]))];
        return ReferenceEquals(than, arm) || pairs.Length < 2 ? null
            : PairedTest.Interval([.. pairs.Select(i => than[i])], [.. pairs.Select(i => arm[i])]);
    }
}
