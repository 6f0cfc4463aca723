using System.Numerics.Tensors;
using Counterpoise.ClassifierForms;
using Counterpoise.Numerics;

namespace Counterpoise.Classifiers;

/// <summary>A fitted logistic regression.</summary>
public sealed class FittedLogisticRegression : IFittedClassifier
{
    internal FittedLogisticRegression(int classCount, int columns, Minimum minimum)
    {
        ClassCount = classCount;
        Coefficients = new DenseMatrix(classCount == 2 ? 1 : classCount, columns);
        Intercepts = new double[Coefficients.Rows];
        for (var k = 0; k < Coefficients.Rows; k++)
        {
            minimum.At.AsSpan(k * (columns + 1), columns).CopyTo(Coefficients.Row(k));
            Intercepts[k] = minimum.At[(k * (columns + 1)) + columns];
        }

        (Converged, Iterations, LargestGradient) = (minimum.Converged, minimum.Iterations, minimum.LargestGradient);
    }

    internal FittedLogisticRegression(int classCount, DenseMatrix coefficients, double[] intercepts) =>
        (ClassCount, Coefficients, Intercepts) = (classCount, coefficients, intercepts);

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <summary>Coefficients: 1 × d of class 1 for two classes, C × d for more.</summary>
    public DenseMatrix Coefficients { get; }

    /// <summary>Intercepts, one per row of <see cref="Coefficients"/>.</summary>
    public double[] Intercepts { get; }

    /// <summary>True if the gradient fell below the tolerance.</summary>
    public bool Converged { get; internal init; }

    /// <summary>Iterations used.</summary>
    public int Iterations { get; internal init; }

    /// <summary>Largest absolute entry of the gradient at the end.</summary>
    public double LargestGradient { get; internal init; }

    /// <summary>The scores before softmax: n for two classes (log odds of class 1), row-major n × C for more.</summary>
    /// <param name="features">n × d.</param>
    public double[] Scores(DenseMatrix features)
    {
        TrainingRows.CheckWidth(features, Coefficients.Columns);
        var scores = new double[features.Rows * Coefficients.Rows];
        for (var i = 0; i < scores.Length; i++)
        {
            var (row, k) = Math.DivRem(i, Coefficients.Rows);
            scores[i] = TensorPrimitives.Dot<double>(Coefficients.Row(k), features.Row(row)) + Intercepts[k];
        }

        return scores;
    }

    /// <inheritdoc/>
    public ClassifierForm Describe() => new LinearForm(ClassCount, Coefficients.Columns, Coefficients.Data, Intercepts);

    /// <inheritdoc/>
    public double[] PredictProbabilities(DenseMatrix features)
    {
        var scores = Scores(features);
        if (ClassCount == 2)
        {
            var both = new double[2 * scores.Length];
            for (var i = 0; i < scores.Length; i++) both[(2 * i) + 1] = scores[i];
            scores = both;
        }

        for (var i = 0; i < features.Rows; i++) LogisticObjective.Softmax(scores.AsSpan(i * ClassCount, ClassCount));
        return scores;
    }
}
