using Counterpoise.ImbalancedRegression;
using Counterpoise.Randomness;

namespace Counterpoise.Bench.Coverage;

/// <summary>Coverage of the errors of a model of a number, of evaluate and train.</summary>
internal static class RegressionCoverage
{
    private const int PopulationRows = 200_000;
    private const double RareFrom = 0.8;
    private static readonly int[] Sizes = [150, 600];

    /// <summary>Log-normal targets with a moderate and a very long upper tail.</summary>
    public static void Run(int simulations, int draws, ulong seed)
    {
        Run("log-normal of spread 0.6", 0.6, simulations, draws, seed);
        Run("log-normal of spread 1.2", 1.2, simulations, draws, seed);
    }

    /// <summary>A model that falls short of the upper tail; what is rare is that of the population.</summary>
    private static void Run(string target, double tail, int simulations, int draws, ulong seed)
    {
        double[] Guesses(double[] x) => Array.ConvertAll(x, v => 0.2 + (0.9 * Math.Exp(0.92 * tail * v)));
        var (x, y) = FurtherCoverage.DrawNumbers(new RandomStream(seed, "numbers population"), PopulationRows, tail);
        var relevance = RelevanceFunction.Of(y, ExtremeSide.High);
        var whole = RegressionMetrics.Of(y, Guesses(x), relevance, RareFrom);
        var bins = RegressionEvaluation.Of(y, Guesses(x), relevance).Bins;
        var share = relevance.At(y).Count(p => p >= RareFrom) / (double)PopulationRows;
        var tally = new Tally();
        const string Method = "studentised bootstrap of all rows (R²: percentile)";
        foreach (var rows in Sizes)
        {
            var of = $"{target}, {rows} rows, {share * rows:0} expected rare";
            Parallel.For(0, simulations, s =>
            {
                var (mine, own) = FurtherCoverage.DrawNumbers(new RandomStream(seed, "numbers sample", (ulong)s), rows, tail);
                var intervals = RegressionIntervals.Of(own, Guesses(mine), relevance, RareFrom, draws, seed: (ulong)s);
                foreach (var name in RegressionMetrics.All)
                {
                    // SERA is a sum, so that it grows with the rows.
                    var truth = name == RegressionMetrics.Sera ? whole[name] * rows / PopulationRows : whole[name];
                    tally.Add(("error of a number", Method, $"{name}; {of}", .95),
                        intervals.Metrics.GetValueOrDefault(name), truth);
                }

                tally.Add(("error of a number", Method, $"MAE of the rarest bin; {of}", .95),
                    intervals.Bins[^1].MeanAbsoluteError, bins[^1].MeanAbsoluteError);
                tally.Add(("error of a number", Method, $"bias of the rarest bin; {of}", .95),
                    intervals.Bins[^1].Bias, bins[^1].Bias);
            });
        }

        tally.Write();
    }
}
