using Counterpoise.ClassifierForms;
using Counterpoise.Numerics;

namespace Counterpoise.Classifiers;

/// <summary>A classifier that has learned.</summary>
public interface IFittedClassifier
{
    /// <summary>Number of classes, C.</summary>
    int ClassCount { get; }

    /// <summary>Gives the probability of each class for each row.</summary>
    /// <param name="features">n rows of as many columns as the model was fitted to.</param>
    /// <returns>Row-major n × C; each row is at least 0 and sums to 1.</returns>
    /// <exception cref="ArgumentException">The number of columns differs.</exception>
    double[] PredictProbabilities(DenseMatrix features);

    /// <summary>Describes what it computes, for other languages.</summary>
    /// <exception cref="NotSupportedException">It has no such form: it keeps its training rows, for example.</exception>
    ClassifierForm Describe() => throw new NotSupportedException(
        $"{GetType().Name} cannot be written as a formula: take logistic, tree, balanced-forest, forest, boosting, ada-boost or network");
}
