using Counterpoise.Calibration;
using Counterpoise.ClassifierForms;
using Counterpoise.Classifiers;
using Counterpoise.Numerics;

namespace Counterpoise.Pipelines;

/// <summary>A classifier whose probabilities are divided by the class priors that it was trained on.</summary>
internal sealed class FittedLogitAdjusted(IFittedClassifier inner, double[] trained) : IFittedClassifier, IDisposable
{
    private readonly PriorCorrection _correction = new(trained, Array.ConvertAll(trained, t => t > 0 ? 1.0 : 0));

    public int ClassCount => inner.ClassCount;

    public IFittedClassifier Inner => inner;

    /// <summary>Weight of each class in training.</summary>
    public double[] Trained => trained;

    public ClassifierForm Describe() => new ReweightedForm(inner.Describe(), [.. _correction.Factors]);

    public double[] PredictProbabilities(DenseMatrix features) => _correction.Apply(inner.PredictProbabilities(features));

    public void Dispose() => (inner as IDisposable)?.Dispose();
}
