using Counterpoise.ClassifierForms;
using Counterpoise.Numerics;

namespace Counterpoise.Classifiers;

/// <summary>The class priors of the training rows, for every row the same.</summary>
internal sealed class FittedClassPrior(double[] shares, int columns) : IFittedClassifier
{
    public int ClassCount => shares.Length;

    public double[] Shares => shares;

    public int Columns => columns;

    public ClassifierForm Describe() => new SharesForm(shares, columns);

    public double[] PredictProbabilities(DenseMatrix features)
    {
        TrainingRows.CheckWidth(features, columns);
        return [.. Enumerable.Range(0, features.Rows).SelectMany(_ => shares)];
    }
}
