using Counterpoise.ClassifierForms;
using Counterpoise.Classifiers;
using Counterpoise.Numerics;

namespace Counterpoise.Pipelines;

/// <summary>A classifier of two classes whose probabilities are moved so that a threshold lies at one half.</summary>
internal sealed class FittedThresholdTuned(IFittedClassifier inner, int positive, double threshold) : IFittedClassifier, IDisposable
{
    // A score at the threshold is positive, and a tie of one half would go to the lower class.
    private static readonly double JustPositive = Math.BitIncrement(0.5);

    public int ClassCount => 2;

    public IFittedClassifier Inner => inner;

    public int Positive => positive;

    public double Threshold => threshold;

    public ClassifierForm Describe() => new MovedThresholdForm(inner.Describe(), positive, threshold);

    public double[] PredictProbabilities(DenseMatrix features)
    {
        var probabilities = inner.PredictProbabilities(features);
        for (var i = 0; i < probabilities.Length; i += 2)
        {
            var moved = Move(probabilities[i + positive]);
            (probabilities[i + positive], probabilities[i + 1 - positive]) = (moved, 1 - moved);
        }

        return probabilities;
    }

    public void Dispose() => (inner as IDisposable)?.Dispose();

    private double Move(double p) => p < threshold
        ? p / (2 * threshold)
        : Math.Max(JustPositive, threshold < 1 ? 0.5 + ((p - threshold) / (2 * (1 - threshold))) : 1);
}
