using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Tests.Classifiers;

/// <summary>scikit-learn 1.2.1; the numbers are made by oracles/classifiers.py.</summary>
public class ClassifierOracleTests
{
    [Theory]
    [InlineData(500)]
    [InlineData(0)]
    public void Logistic_regression_equals_scikit_learn_by_either_minimiser(int largestNewton)
    {
        foreach (var o in OracleJson.Read("classifiers.json").GetProperty("logistic").EnumerateArray())
        {
            var options = new LogisticRegressionOptions { Ridge = o.Double("ridge"), LargestNewton = largestNewton,
                Tolerance = largestNewton == 0 ? 1e-9 : 1e-12 };
            var model = new LogisticRegression(options).Fit(DenseMatrix.FromRows(o.Rows("x")), o.Ints("y"),
                o.GetProperty("classes").GetInt32(), o.Doubles("weights"));
            Assert.True(model.Converged);
            var coefficients = o.Rows("coefficients").SelectMany(r => r).ToArray();
            for (var i = 0; i < coefficients.Length; i++) Assert.Equal(coefficients[i], model.Coefficients.Data[i],
                1e-6 * Math.Max(1, Math.Abs(coefficients[i])));
            var intercepts = o.Doubles("intercepts");
            for (var i = 0; i < intercepts.Length; i++) Assert.Equal(intercepts[i], model.Intercepts[i],
                1e-6 * Math.Max(1, Math.Abs(intercepts[i])));
            Equal(o.Rows("probabilities"), model.PredictProbabilities(DenseMatrix.FromRows(o.Rows("queries"))), 1e-6);
        }
    }

    [Fact]
    public void Nearest_neighbours_equal_scikit_learn()
    {
        foreach (var o in OracleJson.Read("classifiers.json").GetProperty("knn").EnumerateArray())
        {
            var classifier = new KNearestNeighbors(new KNearestNeighborsOptions { WeighByDistance = o.GetProperty("how")
                .GetString() == "distance" });
            var model = classifier.Fit(DenseMatrix.FromRows(o.Rows("x")), o.Ints("y"), o.GetProperty("classes").GetInt32(), default,
                new RandomStream(1));
            Equal(o.Rows("probabilities"), model.PredictProbabilities(DenseMatrix.FromRows(o.Rows("queries"))), 1e-12);
        }
    }

    private static void Equal(double[][] expected, double[] found, double tolerance)
    {
        var flat = expected.SelectMany(r => r).ToArray();
        Assert.Equal(flat.Length, found.Length);
        for (var i = 0; i < flat.Length; i++) Assert.Equal(flat[i], found[i], tolerance);
    }
}
