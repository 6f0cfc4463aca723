using Counterpoise.Comparisons;
using Counterpoise.ImbalancedRegression;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Tables;

namespace Counterpoise.Tests.ImbalancedRegression;

public sealed class RegressionComparisonTests
{
    // Weights are scaled to mean 1, as the documentation states it.
    [Fact]
    public void Ridge_regression_solves_the_weighted_normal_equations()
    {
        var rows = DenseMatrix.FromRows([0, 1], [1, 3], [2, 2], [9, 9], [4, 5]);
        double[] y = [1, 2, 2, 100, 7], w = [1, 2, 1, 0, 4];
        using var fitted = new RidgeRegression(2).Fit(rows, y, w, new RandomStream(1, "r"));
        var (b, slope) = Solve(rows, y, w, 2);
        var predicted = fitted.Predict(DenseMatrix.FromRows([1, 1], [3, 7]));
        Assert.Equal(b + slope[0] + slope[1], predicted[0], 10);
        Assert.Equal(b + (3 * slope[0]) + (7 * slope[1]), predicted[1], 10);
    }

    // The same minimum by gradient descent on the objective as the documentation states it.
    private static (double Intercept, double[] Slopes) Solve(DenseMatrix rows, double[] y, double[] weights, double ridge)
    {
        double[] w = [.. weights.Select(v => v * weights.Length / weights.Sum())];
        var (b, slope) = (0.0, new double[2]);
        for (var step = 0; step < 400_000; step++)
        {
            double down = 0, first = ridge * slope[0], second = ridge * slope[1];
            for (var i = 0; i < y.Length; i++)
            {
                var error = w[i] * (b + (rows[i, 0] * slope[0]) + (rows[i, 1] * slope[1]) - y[i]);
                (down, first, second) = (down + error, first + (error * rows[i, 0]), second + (error * rows[i, 1]));
            }

            (b, slope[0], slope[1]) = (b - (0.005 * down), slope[0] - (0.005 * first), slope[1] - (0.005 * second));
        }

        return (b, slope);
    }

    [Fact]
    public void Nearest_neighbours_predict_their_weighted_mean()
    {
        var rows = DenseMatrix.FromRows([0], [1], [5], [6]);
        using var fitted = new NeighborRegression(2).Fit(rows, [1, 4, 10, 20], [3, 1, 0, 0], new RandomStream(1, "r"));
        Assert.Equal([1.75, 15], fitted.Predict(DenseMatrix.FromRows([0.2], [5.4])));
    }

    [Fact]
    public void The_mean_is_weighted_and_wrong_shapes_are_refused()
    {
        using var fitted = new MeanRegression().Fit(DenseMatrix.FromRows([0], [1]), [2, 6], [3, 1], new RandomStream(1, "r"));
        Assert.Equal([3], fitted.Predict(DenseMatrix.FromRows([9])));
        Assert.Contains("one per row", Assert.Throws<ArgumentException>(() =>
            new RidgeRegression().Fit(DenseMatrix.FromRows([0], [1]), [2], [], new RandomStream(1, "r"))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RidgeRegression(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NeighborRegression(0));
    }

    [Fact]
    public void A_line_is_fitted_where_targets_matter()
    {
        var relevance = new RelevanceFunction([new(0, 0), new(10, 1)]);
        var line = RelevanceLine.Fit([1, 5, 6], [-5, 10, 13], relevance);
        Assert.Equal((-5, 3), (Math.Round(line.Intercept, 9), Math.Round(line.Slope, 9)));
        Assert.Equal([-2, 1], line.Correct([1, 2]).Select(v => Math.Round(v, 9)));
        Assert.Equal(new RelevanceLine(11.5 - 4, 1), RelevanceLine.Fit([4, 4, 4], [0, 10, 13], relevance));
        Assert.Equal(new RelevanceLine(0, 1), RelevanceLine.Fit([4, 5], [0, -1], relevance));
    }

    [Fact]
    public void Folds_spread_targets_alike_and_hold_each_row_once()
    {
        double[] y = [.. Enumerable.Range(0, 100).Select(i => (double)(i * i))];
        var table = Table.FromMatrix(new DenseMatrix(100, 1));
        var folds = RegressionFolds.Of(table, y, 5, 2, 3);
        Assert.Equal(10, folds.Count);
        foreach (var repeat in folds.Chunk(5))
        {
            Assert.Equal(Enumerable.Range(0, 100), repeat.SelectMany(f => f.Test).Order());
            Assert.All(repeat, f => Assert.Equal(4, f.Test.Count(i => i >= 80)));
            Assert.All(repeat, f => Assert.Empty(f.Test.Intersect(f.Train)));
        }

        Assert.Contains("at least 10", Assert.Throws<ArgumentException>(() => RegressionFolds.Of(table.Select([0, 1, 2]), y[..3], 5, 1, 0))
            .Message);
    }

    [Fact]
    public void Where_rare_targets_follow_another_column_more_of_them_help_a_linear_model_and_on_noise_nothing_beats_the_control()
    {
        var (table, y) = Turned(seed: 5);
        var options = new RegressionComparisonOptions { Regressors = [new RidgeRegression()], Side = ExtremeSide.High, Repeats = 2 };
        var comparison = RegressionComparison.Run(table, y, options);
        var verdict = RegressionVerdict.Of(comparison);
        Assert.StartsWith("Helps: ", verdict.Headline);
        Assert.Contains(comparison.Differences(), d => d is { Method: "random-over", Outcome: VerdictOutcome.Helps, Interval.Upper: < 0 });
        Assert.True(verdict.Best.Error < comparison.Values("none", "mean", RegressionMetrics.RelevanceWeighted).Average());
        Assert.Contains("with ridge", verdict.Sentences[0]);

        var random = new RandomStream(9, "noise");
        var noise = RegressionComparison.Run(Table.FromMatrix(Normal(200, 3, random)),
            [.. Enumerable.Range(0, 200).Select(_ => Math.Exp(random.NextDouble() * 3))],
            options with { Methods = [RegressionMethod.Find("smogn")], Side = ExtremeSide.High });
        Assert.DoesNotContain("Helps", RegressionVerdict.Of(noise).Headline);
        // Against the rows as they are, moving every prediction towards rare targets would pass for help.
        Assert.Contains(noise.Differences(RegressionMethod.None), d => d is { Method: "smogn", Outcome: VerdictOutcome.Helps });
    }

    [Fact]
    public void Equal_seeds_give_equal_results_and_every_pipeline_has_a_cell_a_fold()
    {
        var (table, y) = Turned(seed: 6, rows: 80);
        var options = new RegressionComparisonOptions { Side = ExtremeSide.High, Repeats = 1 };
        var (first, again) = (RegressionComparison.Run(table, y, options), RegressionComparison.Run(table, y, options));
        Assert.Equal(first.Cells.Select(c => c.Metrics.GetValueOrDefault(RegressionMetrics.Sera)),
            again.Cells.Select(c => c.Metrics.GetValueOrDefault(RegressionMetrics.Sera)));
        Assert.Equal(5 * (2 + (2 * RegressionMethod.All.Count)), first.Cells.Count);
        Assert.Equal(["mean", "ridge", "knn"], first.Regressors);
    }

    [Fact]
    public void A_target_without_extremes_and_names_that_are_none_are_refused()
    {
        double[] even = [.. Enumerable.Range(0, 60).Select(i => (double)i)];
        var table = Table.FromMatrix(new DenseMatrix(60, 1, even));
        Assert.Contains("whisker", Assert.Throws<ArgumentException>(() => RegressionComparison.Run(table, even)).Message);
        Assert.Contains("did you mean smogn", Assert.Throws<ArgumentException>(() => RegressionMethod.Find("smongn")).Message);
        Assert.Contains("one per row", Assert.Throws<ArgumentException>(() => RegressionComparison.Run(table, even[1..])).Message);
    }

    // Nine rows in ten follow the first column, the rest the second: a line through predictions cannot turn the one into the other.
    private static (Table Table, double[] Targets) Turned(ulong seed, int rows = 300)
    {
        var random = new RandomStream(seed, "turned");
        var x = new DenseMatrix(rows, 2);
        var y = new double[rows];
        for (var i = 0; i < rows; i++)
        {
            (x[i, 0], x[i, 1]) = (random.NextDouble(), random.NextDouble());
            y[i] = (i % 10 == 0 ? 4 + (6 * x[i, 1]) : x[i, 0]) + (0.1 * random.NextDouble());
        }

        return (Table.FromMatrix(x), y);
    }

    private static DenseMatrix Normal(int rows, int columns, RandomStream random)
    {
        var values = new DenseMatrix(rows, columns);
        for (var i = 0; i < values.Data.Length; i++) values.Data[i] = random.NextDouble();
        return values;
    }
}
