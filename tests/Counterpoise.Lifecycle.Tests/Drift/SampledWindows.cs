using Counterpoise.Lifecycle.Drift;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Tables;

namespace Counterpoise.Tests.Lifecycle.Drift;

/// <summary>Windows of two numbers, one category and two classes, with what a test moves.</summary>
internal static class SampledWindows
{
    public static DriftWindow Make(int rows, ulong seed, double shift = 0, double prior = .3, double otherCategory = .5)
    {
        var random = new RandomStream(seed, "window");
        var features = new DenseMatrix(rows, 3);
        var (labels, probabilities) = (new int[rows], new double[2 * rows]);
        for (var i = 0; i < rows; i++)
        {
            labels[i] = random.NextDouble() < prior ? 1 : 0;
            var score = random.NextNormal() + (2 * labels[i]);
            (features[i, 0], features[i, 1]) = (score + shift, random.NextNormal() + shift);
            features[i, 2] = random.NextDouble() < otherCategory ? 1 : 0;
            // The posterior of these classes at a prior of .3, so that it is calibrated there.
            probabilities[(2 * i) + 1] = 1 / (1 + Math.Exp(2 - (2 * score) - Math.Log(.3 / .7)));
            probabilities[2 * i] = 1 - probabilities[(2 * i) + 1];
        }

        return new DriftWindow { Features = features, Names = ["a", "b", "c"],
            Kinds = [ColumnKind.Numeric, ColumnKind.Numeric, ColumnKind.Categorical], ClassNames = ["no", "yes"], Labels = labels,
            Probabilities = probabilities };
    }
}
