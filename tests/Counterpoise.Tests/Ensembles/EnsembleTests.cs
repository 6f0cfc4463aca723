using Counterpoise.Classifiers;
using Counterpoise.Ensembles;
using Counterpoise.Metrics;
using Counterpoise.Numerics;
using Counterpoise.Options;
using Counterpoise.Randomness;

namespace Counterpoise.Tests.Ensembles;

public class EnsembleTests
{
    private const int Seeds = 3;

    [Theory]
    [InlineData("balanced_bagging")]
    [InlineData("balanced_random_forest")]
    [InlineData("easy_ensemble")]
    [InlineData("rus_boost")]
    public void Scores_lie_within_the_spread_of_imbalanced_learn(string name)
    {
        IClassifier ensemble = name switch
        {
            "balanced_bagging" => new BalancedBagging(),
            "balanced_random_forest" => new BalancedRandomForest(new() { Trees = 50, BootstrapByClass = false }),
            "easy_ensemble" => new EasyEnsemble(new() { Members = 5 }),
            _ => new RusBoost(new() { Members = 20 }),
        };
        var o = OracleJson.Read("ensembles.json");
        var (x, y) = (DenseMatrix.FromRows(o.Rows("train")), o.Ints("train_y"));
        var (held, heldY) = (DenseMatrix.FromRows(o.Rows("held")), o.Ints("held_y"));
        var spread = o.GetProperty("spread").GetProperty(name);
        var (auroc, precision, probability) = (0.0, 0.0, 0.0);
        for (var seed = 0; seed < Seeds; seed++)
        {
            var p = ensemble.Fit(x, y, 2, default, new RandomStream((ulong)seed), TestContext.Current.CancellationToken)
                .PredictProbabilities(held);
            double[] scores = [.. Enumerable.Range(0, held.Rows).Select(i => p[(2 * i) + 1])];
            (auroc, precision, probability) = (auroc + (Auroc.Of(heldY, scores) / Seeds),
                precision + (AveragePrecision.Of(heldY, scores) / Seeds), probability + (scores.Average() / Seeds));
        }

        Within(spread, "auroc", auroc);
        Within(spread, "average_precision", precision);
        Within(spread, "mean_probability", probability);
    }

    [Fact]
    public void A_balanced_draw_takes_every_rare_row_once_and_as_many_common_ones()
    {
        int[] y = [0, 0, 0, 0, 0, 1, 1, 2, 2, 2];
        var drawn = BalancedDraw.Of(y, [.. Enumerable.Range(0, 10)], false, new RandomStream(3));
        Assert.Equal([0, 0, 1, 1, 2, 2], drawn.Select(i => y[i]));
        Assert.Equal(6, drawn.Distinct().Count());
        Assert.Equal([5, 6], drawn[2..4].Order());
        for (ulong seed = 0; seed < 20; seed++)
            Assert.Equal(2, BalancedDraw.Bag([0, 0, 0, 0, 0, 0, 0, 1], [.. Enumerable.Range(0, 8)], new RandomStream(seed))
                .Select(i => i == 7).Distinct().Count());
    }

    [Fact]
    public void The_self_paced_draw_goes_from_hard_bins_to_all_bins_alike()
    {
        // 100 easy rows of hardness .1, 10 hard ones of .9, 10 rare rows: with α = 0 the bins give shares 1/.1 : 1/.9, later the same from
        // each.
        int[] y = [.. Enumerable.Repeat(0, 110), .. Enumerable.Repeat(1, 10)];
        double[] hardness = [.. Enumerable.Repeat(.1, 100), .. Enumerable.Repeat(.9, 10), .. Enumerable.Repeat(.5, 10)];
        var ensemble = new SelfPacedEnsemble(new() { Bins = 5 });
        int[] rows = [.. Enumerable.Range(0, 120)];
        int Hard(double alpha, ulong seed) => ensemble.Paced(y, rows, hardness, alpha, new RandomStream(seed))
            .Count(i => i is >= 100 and < 110);
        Assert.All(Enumerable.Range(0, 10), s => Assert.InRange(Hard(0, (ulong)s), 0, 1));
        Assert.All(Enumerable.Range(0, 10), s => Assert.InRange(Hard(1e6, (ulong)s), 4, 6));
        var drawn = ensemble.Paced(y, rows, hardness, 1, new RandomStream(1));
        Assert.Equal((20, 20, 10), (drawn.Length, drawn.Distinct().Count(), drawn.Count(i => y[i] == 1)));
        Assert.Equal(20, ensemble.Paced(y, rows, new double[120], 1, new RandomStream(1)).Distinct().Count());
    }

    [Fact]
    public void Self_paced_members_rank_rare_rows_and_threads_change_nothing()
    {
        var o = OracleJson.Read("ensembles.json");
        var (x, y) = (DenseMatrix.FromRows(o.Rows("train")), o.Ints("train_y"));
        var held = DenseMatrix.FromRows(o.Rows("held"));
        var p = new SelfPacedEnsemble().Fit(x, y, 2, default, new RandomStream(1), TestContext.Current.CancellationToken)
            .PredictProbabilities(held);
        Assert.InRange(Auroc.Of(o.Ints("held_y"), [.. Enumerable.Range(0, held.Rows).Select(i => p[(2 * i) + 1])]), 0.65, 1);
        double[] Forest(int threads) => new BalancedRandomForest(new() { Trees = 9, Threads = threads })
            .Fit(x, y, 2, default, new RandomStream(1)).PredictProbabilities(held);
        Assert.Equal(Forest(1), Forest(3));
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => new RusBoost().Fit(x, y, 2, default, new RandomStream(1), stop.Token));
    }

    [Fact]
    public void Wrong_options_are_refused()
    {
        Assert.Equal(2, Assert.Throws<InvalidOptionsException>(() => new BalancedBaggingOptions { Members = 0, Threads = 0 }.Validate())
            .Faults.Count);
        Assert.Equal(4, Assert.Throws<InvalidOptionsException>(() =>
            new BalancedRandomForestOptions { Trees = 0, MinLeafRows = 0, MaxDepth = 0, MaxColumns = 0 }.Validate()).Faults.Count);
        Assert.Equal(2, Assert.Throws<InvalidOptionsException>(() => new EasyEnsembleOptions { Members = 0, Rounds = 0 }.Validate())
            .Faults.Count);
        Assert.Equal(2, Assert.Throws<InvalidOptionsException>(() => new RusBoostOptions { Members = 0, LearningRate = 0 }.Validate())
            .Faults.Count);
        Assert.Equal(2, Assert.Throws<InvalidOptionsException>(() => new SelfPacedEnsembleOptions { Members = 0, Bins = 0 }.Validate())
            .Faults.Count);
    }

    /// <summary>A mean of a few seeds beside one of thirty: four standard errors, and never less than rounding shows.</summary>
    private static void Within(System.Text.Json.JsonElement spread, string name, double found)
    {
        var error = spread.Double(name + "_sd") * Math.Sqrt((1.0 / Seeds) + (1.0 / 30));
        Assert.InRange(found, spread.Double(name) - (4 * error) - 0.002, spread.Double(name) + (4 * error) + 0.002);
    }
}
