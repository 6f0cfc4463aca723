using Counterpoise.Metrics;
using Counterpoise.Randomness;
using Counterpoise.Statistics;
using Counterpoise.Transfer.Fitting;
using Counterpoise.Transfer.Strategies;

namespace Counterpoise.Transfer.Experiments;

/// <summary>
/// What would covariate transfer have been worth: of a target with many rows a few are drawn, each way fits them, and is scored on the
/// others.
/// </summary>
public static class CovariateTransferExperiment
{
    /// <summary>Runs the experiment.</summary>
    /// <param name="source">The source's records.</param>
    /// <param name="target">The target's records, with the same features; more than <paramref name="seen"/>.</param>
    /// <param name="seen">Rows that the target sees, at least 2.</param>
    /// <param name="draws">Draws, at least 2.</param>
    /// <param name="seed">Equal seeds give equal results.</param>
    /// <param name="coefficientDeviation">Prior standard deviation of each coefficient around the source's.</param>
    /// <param name="options">Options of the strategies, or null for the defaults.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static IReadOnlyList<CovariateArmScore> Run(
        CovariateRecords source, CovariateRecords target, int seen, int draws, ulong seed, double coefficientDeviation = 0.5,
            TransferOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentOutOfRangeException.ThrowIfLessThan(seen, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 2);
        if (seen >= target.Count)
            throw new ArgumentException(
                $"{target.Name} has {target.Count} rows; expected more than the {seen} that are seen", nameof(seen));
        var names = CovariateTransfer.Names;
        double[][] losses = [.. names.Select(_ => new double[draws])], precisions = [.. names.Select(_ => new double[draws])];
        var direct = CovariateTransfer.Fit("direct", source, target, coefficientDeviation, options);
        for (var d = 0; d < draws; d++)
        {
            var order = new RandomStream(seed, "covariate", (ulong)d).Permutation(target.Count);
            var (few, rest) = (target.Select(order.AsSpan(0, seen)), target.Select(order.AsSpan(seen)));
            for (var a = 0; a < names.Count; a++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                (losses[a][d], precisions[a][d]) = Score(names[a], direct, source, few, rest, coefficientDeviation, options);
            }
        }

        return [.. names.Select((name, a) => new CovariateArmScore(name, Mean(losses[a]), Mean(precisions[a]),
            Better(losses[0], losses[a]), Better(losses[1], losses[a]), losses[a].Count(double.IsNaN)))];
    }

    private static (double LogLoss, double Precision) Score(string name, CovariateFit direct, CovariateRecords source,
        CovariateRecords few, CovariateRecords rest, double deviation, TransferOptions? options)
    {
        try
        {
            var fit = name == "direct" ? direct : CovariateTransfer.Fit(name, source, few, deviation, options);
            double[] p = [.. Enumerable.Range(0, rest.Count).Select(i => fit.Probability(rest.Features.Row(i)))];
            return (fit.LogScore(rest) / rest.Count, AveragePrecision.Of(rest.Failures, p));
        }
        catch (StrategyRefusedException)
        {
            return (double.NaN, double.NaN);
        }
    }

    private static double Mean(double[] values) => values.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();

    private static Interval? Better(double[] than, double[] arm)
    {
        int[] pairs = [.. Enumerable.Range(0, arm.Length).Where(i => double.IsFinite(than[i]) && double.IsFinite(arm[i]))];
        return ReferenceEquals(than, arm) || pairs.Length < 2 ? null
            : PairedTest.Interval([.. pairs.Select(i => than[i])], [.. pairs.Select(i => arm[i])]);
    }
}
