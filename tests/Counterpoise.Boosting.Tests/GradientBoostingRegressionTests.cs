using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Boosting.Tests;

public sealed class GradientBoostingRegressionTests
{
    [Fact]
    public void A_step_is_learned_with_equal_draws_for_equal_seeds_and_weights_move_it()
    {
        var rows = new DenseMatrix(200, 1, [.. Enumerable.Range(0, 200).Select(i => i / 200.0)]);
        double[] y = [.. Enumerable.Range(0, 200).Select(i => i < 100 ? -3.0 : 5 + (i % 2))];
        double[] Predict(ReadOnlySpan<double> weights)
        {
            using var fitted = new GradientBoostingRegression().Fit(rows, y, weights, new RandomStream(1, "b"));
            return fitted.Predict(DenseMatrix.FromRows([0.2], [0.8]));
        }

        var plain = Predict([]);
        Assert.Equal(-3, plain[0], 0.02);
        Assert.Equal(5.5, plain[1], 0.02);
        Assert.Equal(plain, Predict([]));
        var weighted = Predict([.. Enumerable.Range(0, 200).Select(i => i >= 100 && i % 2 == 1 ? 3.0 : 1)]);
        Assert.Equal(5.75, weighted[1], 0.02);
    }

    [Fact]
    public void What_is_not_for_regression_and_wrong_shapes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new GradientBoostingRegression(new GradientBoostingOptions { EarlyStoppingRounds = 5 }));
        Assert.Throws<ArgumentException>(
            () => new GradientBoostingRegression(new GradientBoostingOptions { Engine = BoostingEngine.XgBoost }));
        Assert.Throws<ArgumentException>(() =>
            new GradientBoostingRegression().Fit(DenseMatrix.FromRows([1], [2]), [1], [], new RandomStream(1, "b")));
    }
}
