using Counterpoise.ClassifierForms;
using Counterpoise.Numerics;

namespace Counterpoise.Classifiers;

/// <summary>A classifier behind the scaling that it was fitted with.</summary>
internal sealed class FittedStandardized(IFittedClassifier inner, FeatureScaling scaling) : IFittedClassifier, IDisposable
{
    public int ClassCount => inner.ClassCount;

    public IFittedClassifier Inner => inner;

    public FeatureScaling Scaling => scaling;

    public ClassifierForm Describe() => new ScaledForm(inner.Describe(), scaling.Means, scaling.Scales);

    public double[] PredictProbabilities(DenseMatrix features)
    {
        TrainingRows.CheckWidth(features, scaling.Columns);
        return inner.PredictProbabilities(scaling.Apply(features));
    }

    public void Dispose() => (inner as IDisposable)?.Dispose();
}
