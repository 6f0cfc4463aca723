using Counterpoise.Randomness;
using Counterpoise.Transfer.Curves;
using Counterpoise.Transfer.Strategies;

namespace Counterpoise.Transfer.Experiments;

/// <summary>
/// Simulated populations, of which the truth is known: ln θ_g ~ N(0, 0.5²), ln β_g ~ N(ln 0.45, 0.2²); six sources of 16 stripes with
/// 45 motions each, a target of 4 of the stripes with 5 motions each. Simulation, not measurement.
/// </summary>
public static class CoverageSimulation
{
    private const int Sources = 6;
    private const int Motions = 45;
    private const int TargetStripes = 4;
    private const int TargetMotions = 5;
    private const double Spread = 0.5;
    private const double BetaSpread = 0.2;
    private static readonly double LogBeta = Math.Log(0.45);
    private static readonly double[] Stripes = [.. Enumerable.Range(0, 16).Select(i => 0.15 * Math.Pow(5 / 0.15, i / 15.0))];

    /// <summary>Fits each arm to each simulated target and counts the intervals of ln θ that hold the truth.</summary>
    /// <param name="simulations">Simulated targets, at least 2.</param>
    /// <param name="seed">Equal seeds give equal results.</param>
    /// <param name="arms">The arms; those that give no interval are left out of the result.</param>
    /// <param name="confidence">Nominal coverage in (0, 1). Default 0.9.</param>
    /// <param name="threads">Threads; the results do not depend on them.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static IReadOnlyList<CoverageResult> Run(int simulations, ulong seed, IReadOnlyList<TransferArm> arms, double confidence = 0.9,
        int threads = 2, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(simulations, 2);
        ArgumentNullException.ThrowIfNull(arms);
        var cells = new Cell?[arms.Count, simulations];
        Parallel.For(0, simulations, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, i =>
        {
            var (problem, truth) = Simulate(new RandomStream(seed, "coverage", (ulong)i));
            for (var a = 0; a < arms.Count; a++) cells[a, i] = Fit(arms[a], problem, truth, confidence, seed + (ulong)i, cancellationToken);
        });
        return [.. arms.Select((arm, a) => Summarize(arm.Name,
            [.. Enumerable.Range(0, simulations).Select(i => cells[a, i]).OfType<Cell>()], confidence)).OfType<CoverageResult>()];
    }

    private static (TransferProblem Problem, double LogMedian) Simulate(RandomStream random)
    {
        var sources = Enumerable.Range(0, Sources).Select(s =>
            FragilitySource.FromRecords(Records($"source {s + 1}", Group(random), Stripes, Motions, random))).ToArray();
        var target = Group(random);
        double[] stripes = [.. random.Permutation(Stripes.Length)[..TargetStripes].Order().Select(i => Stripes[i])];
        return (new TransferProblem(Records("target", target, stripes, TargetMotions, random), sources), Math.Log(target.Median));
    }

    private static ParametricCurve Group(RandomStream random) =>
        new(Math.Exp(Spread * random.NextNormal()), Math.Exp(LogBeta + (BetaSpread * random.NextNormal())));

    private static FragilityRecords Records(string name, ParametricCurve truth, double[] stripes, int motions, RandomStream random) =>
        new(name, stripes, [.. stripes.Select(_ => motions)],
            [.. stripes.Select(x => CurveDraw.Binomial(random, motions, truth.Probability(x)))]);

    private static Cell? Fit(TransferArm arm, TransferProblem problem, double truth, double confidence, ulong seed,
        CancellationToken cancellationToken)
    {
        try
        {
            var fit = arm.Strategy.Fit(problem, arm.Options with { Seed = seed }, cancellationToken);
            if (fit.Curve.MedianInterval(confidence) is not { } interval) return null;
            var (low, high) = (Math.Log(interval.Lower), Math.Log(interval.Upper));
            return new Cell(low <= truth && truth <= high, high - low, Math.Log(fit.Curve.Median) - truth,
                fit.Figures.GetValueOrDefault("max_r_hat", double.NaN), fit.Figures.GetValueOrDefault("min_effective_size", double.NaN));
        }
        catch (StrategyRefusedException)
        {
            return null;
        }
    }

    private static CoverageResult? Summarize(string arm, Cell[] cells, double confidence) => cells.Length < 2 ? null
        : new CoverageResult(arm, cells.Length, cells.Count(c => c.Covered), confidence, cells.Average(c => c.Width),
            cells.Average(c => c.Error * c.Error), cells.Max(c => c.RHat), cells.Min(c => c.EffectiveSize));

    private sealed record Cell(bool Covered, double Width, double Error, double RHat, double EffectiveSize);
}
