using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Pipelines;
using Counterpoise.Randomness;

namespace Counterpoise.Tests.Pipelines;

public class ThresholdTunedTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Probabilities_stay_in_order_and_sum_to_one_whichever_class_is_rare(int rare)
    {
        var (features, labels) = Rows(rare);
        IClassifier inner = new LogisticRegression();
        var plain = inner.Fit(features, labels, 2, [], new RandomStream(1)).PredictProbabilities(features);
        var moved = new ThresholdTuned(inner).Fit(features, labels, 2, [], new RandomStream(1)).PredictProbabilities(features);
        Assert.Equal(Order(plain), Order(moved));
        Assert.All(moved.Chunk(2), p => Assert.Equal(1, p.Sum(), 1e-12));
        Assert.True(Recall(moved, labels, rare) > Recall(plain, labels, rare));
    }

    [Fact]
    public void One_rare_row_or_three_classes_are_refused()
    {
        var tuned = new ThresholdTuned(new LogisticRegression());
        Assert.Contains("the rarest with 1 rows", Assert.Throws<ArgumentException>(() =>
            tuned.Fit(new DenseMatrix(3, 1, [0, 1, 2]), [0, 0, 1], 2, [], new RandomStream(0))).Message);
        Assert.Contains("found 3 classes", Assert.Throws<ArgumentException>(() =>
            tuned.Fit(new DenseMatrix(4, 1), [0, 0, 1, 1], 3, [], new RandomStream(0))).Message);
    }

    private static (DenseMatrix Features, int[] Labels) Rows(int rare)
    {
        var random = new RandomStream(5);
        var labels = Enumerable.Range(0, 100).Select(i => i % 10 == 0 ? rare : 1 - rare).ToArray();
        return (new DenseMatrix(100, 1, [.. labels.Select(l => (l == rare ? 1.5 : 0) + random.NextNormal())]), labels);
    }

    private static int[] Order(double[] probabilities) => [.. Enumerable.Range(0, probabilities.Length / 2)
        .OrderBy(i => probabilities[(2 * i) + 1])];

    private static double Recall(double[] probabilities, int[] labels, int c) =>
        Enumerable.Range(0, labels.Length).Where(i => labels[i] == c).Average(i => probabilities[(2 * i) + c] > 0.5 ? 1.0 : 0.0);
}
