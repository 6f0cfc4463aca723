using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Boosting.Tests;

internal static class Samples
{
    public static void NeedXgBoost() => Assert.SkipUnless(XgBoostLibrary.IsAvailable,
        "needs libxgboost: install the Debian package libxgboost0");

    /// <summary>Column 0 tells the class, but for noise; the others tell nothing.</summary>
    public static (DenseMatrix Features, int[] Labels) Noisy(int rows, int classes, double noise, ulong seed)
    {
        var random = new RandomStream(seed);
        var (features, labels) = (new DenseMatrix(rows, 4), new int[rows]);
        for (var i = 0; i < rows; i++)
        {
            labels[i] = random.NextDouble() < noise ? (int)random.NextInteger(classes) : i % classes;
            features[i, 0] = (i % classes) + (0.3 * random.NextNormal());
            for (var j = 1; j < 4; j++)
            {
                features[i, j] = random.NextNormal();
            }
        }

        return (features, labels);
    }

    public static double Accuracy(double[] probabilities, int[] labels, int classes) =>
        labels.Index().Average(l => Enumerable.Range(0, classes).MaxBy(c => probabilities[(l.Index * classes) + c]) == l.Item ? 1.0 : 0.0);
}
