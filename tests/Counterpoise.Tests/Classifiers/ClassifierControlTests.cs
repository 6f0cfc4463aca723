using Counterpoise.Classifiers;
using Counterpoise.Messages;
using Counterpoise.Numerics;
using Counterpoise.Pipelines;
using Counterpoise.Randomness;

namespace Counterpoise.Tests.Classifiers;

public class ClassifierControlTests
{
    private static readonly DenseMatrix X = DenseMatrix.FromRows([1000, 1], [1010, 1], [1020, 1], [1030, 1]);
    private static readonly int[] Y = [0, 0, 0, 1];

    [Fact]
    public void The_prior_is_the_share_of_each_class() =>
        Assert.Equal([0.75, 0.25], new ClassPrior().Fit(X, Y, 2, default, new RandomStream(1))
            .PredictProbabilities(DenseMatrix.FromRows([5, 5])));

    [Fact]
    public void Class_weights_make_the_prior_even()
    {
        var p = new ClassWeighted(new ClassPrior()).Fit(X, Y, 2, default, new RandomStream(1)).PredictProbabilities(X);
        Assert.Equal(0.5, p[0], 1e-15);
    }

    [Fact]
    public void Logit_adjustment_divides_by_the_shares_of_the_training_rows()
    {
        // The prior alone becomes even, of any weights; a class without rows stays at 0.
        Assert.Equal([0.5, 0.5], new LogitAdjusted(new ClassPrior()).Fit(X, Y, 2, default, new RandomStream(1))
            .PredictProbabilities(DenseMatrix.FromRows([5, 5])));
        Assert.Equal([0.5, 0.5, 0], new LogitAdjusted(new ClassPrior()).Fit(X, Y, 3, [1, 1, 1, 9], new RandomStream(1))
            .PredictProbabilities(DenseMatrix.FromRows([5, 5])));
        var plain = new LogisticRegression().Fit(X, Y, 2).PredictProbabilities(X);
        var adjusted = new LogitAdjusted(new LogisticRegression()).Fit(X, Y, 2, default, new RandomStream(1)).PredictProbabilities(X);
        for (var i = 0; i < plain.Length; i += 2)
        {
            Assert.Equal(plain[i + 1] / 0.25 / ((plain[i + 1] / 0.25) + (plain[i] / 0.75)), adjusted[i + 1], 1e-12);
        }
    }

    [Fact]
    public void Scaling_uses_the_training_rows_and_survives_a_constant_column()
    {
        var scaled = new Standardized(new LogisticRegression()).Fit(X, Y, 2, default, new RandomStream(1)).PredictProbabilities(X);
        var z = Math.Sqrt(125);
        var byHand = DenseMatrix.FromRows([-15 / z], [-5 / z], [5 / z], [15 / z]);
        var expected = new LogisticRegression().Fit(byHand, Y, 2).PredictProbabilities(byHand);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], scaled[i], 1e-9);
    }

    [Fact]
    public void Fewer_rows_than_neighbours_are_refused()
    {
        var fault = Assert.Throws<DataMismatchException>(() => new KNearestNeighbors().Fit(X, Y, 2, default, new RandomStream(1)));
        Assert.Contains("lower K", fault.Message, StringComparison.Ordinal);
    }
}
