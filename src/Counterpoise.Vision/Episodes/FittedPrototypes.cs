using System.Numerics.Tensors;
using Counterpoise.ClassifierForms;
using Counterpoise.Classifiers;
using Counterpoise.Numerics;

namespace Counterpoise.Vision.Episodes;

/// <summary>
/// The nearest prototype in a linear embedding, with the prototypes of all images that are known: what <see cref="NearestPrototype"/>
/// gives for them as supports. O(n · d · w) for n rows.
/// </summary>
/// <remarks>Reference: Snell, Swersky and Zemel, NeurIPS 2017, arXiv:1703.05175.</remarks>
public sealed class FittedPrototypes : IFittedClassifier
{
    private readonly DenseMatrix _prototypes;

    /// <summary>Creates the classifier.</summary>
    /// <param name="weight">The embedding's weight, w × d.</param>
    /// <param name="bias">Its bias, w.</param>
    /// <param name="prototypes">One embedded row for each class, C × w.</param>
    /// <param name="distance">How near is measured.</param>
    /// <param name="scale">τ of the cosine, above 0.</param>
    /// <exception cref="ArgumentException">Shapes do not fit, or the scale is not above 0.</exception>
    public FittedPrototypes(DenseMatrix weight, IReadOnlyList<double> bias, DenseMatrix prototypes, PrototypeDistance distance,
        double scale)
    {
        ArgumentNullException.ThrowIfNull(weight);
        ArgumentNullException.ThrowIfNull(bias);
        ArgumentNullException.ThrowIfNull(prototypes);
        if (weight.Rows != bias.Count || prototypes.Columns != weight.Rows || prototypes.Rows < 2 || !(scale > 0))
        {
            throw new ArgumentException(
                $"found a weight of {weight.Rows} rows, {bias.Count} biases, {prototypes.Rows} prototypes of {prototypes.Columns} numbers "
                + $"and the scale {scale}; expected as many biases and numbers as rows, two prototypes or more, and a scale above 0");
        }

        (Weight, Bias, _prototypes, Distance, Scale) = (weight, [.. bias], prototypes, distance, scale);
    }

    /// <inheritdoc/>
    public int ClassCount => _prototypes.Rows;

    /// <summary>How near is measured.</summary>
    public PrototypeDistance Distance { get; }

    /// <summary>τ of the cosine.</summary>
    public double Scale { get; }

    internal DenseMatrix Weight { get; }

    internal double[] Bias { get; }

    internal DenseMatrix Prototypes => _prototypes;

    /// <summary>Takes the prototypes of labelled rows.</summary>
    /// <param name="weight">The embedding's weight, w × d.</param>
    /// <param name="bias">Its bias, w.</param>
    /// <param name="features">n × d.</param>
    /// <param name="labels">The class of each row.</param>
    /// <param name="classCount">C, 2 or more.</param>
    /// <param name="distance">How near is measured.</param>
    /// <param name="scale">τ of the cosine, above 0.</param>
    public static FittedPrototypes Of(DenseMatrix weight, IReadOnlyList<double> bias, DenseMatrix features, int[] labels, int classCount,
        PrototypeDistance distance, double scale)
    {
        ArgumentNullException.ThrowIfNull(weight);
        ArgumentNullException.ThrowIfNull(bias);
        ArgumentNullException.ThrowIfNull(features);
        var embedded = Embed(weight, bias, features);
        var rows = distance == PrototypeDistance.Cosine ? FeatureRows.Normalize(embedded) : embedded;
        return new(weight, bias, FeatureRows.ClassMeans(rows, labels, classCount), distance, scale);
    }

    /// <inheritdoc/>
    public double[] PredictProbabilities(DenseMatrix features)
    {
        ArgumentNullException.ThrowIfNull(features);
        var embedded = Embed(Weight, Bias, features);
        return NearestPrototype.Probabilities(embedded, _prototypes, Distance, Scale);
    }

    /// <inheritdoc/>
    public ClassifierForm Describe() => Distance == PrototypeDistance.Cosine
        ? new CosineForm(ClassCount, Weight.Columns, Weight.Data, Bias, _prototypes.Data, Scale) : Euclidean();

    /// <summary>−‖z − P‖² is −‖z‖² + 2 P·z − ‖P‖², whose first summand is the same for all classes: it is linear in x.</summary>
    private LinearForm Euclidean()
    {
        var (weights, intercepts) = (new DenseMatrix(ClassCount, Weight.Columns), new double[ClassCount]);
        for (var c = 0; c < ClassCount; c++)
        {
            var prototype = _prototypes.Row(c);
            for (var j = 0; j < Weight.Rows; j++)
            {
                TensorPrimitives.MultiplyAdd(Weight.Row(j), 2 * prototype[j], weights.Row(c), weights.Row(c));
            }

            intercepts[c] = TensorPrimitives.Dot<double>(prototype, Bias) * 2 - TensorPrimitives.SumOfSquares<double>(prototype);
        }

        if (ClassCount > 2) return new(ClassCount, Weight.Columns, weights.Data, intercepts);
        // Of two classes a form has the score of the second less that of the first.
        TensorPrimitives.Subtract(weights.Row(1), weights.Row(0), weights.Row(1));
        return new(2, Weight.Columns, [.. weights.Row(1)], [intercepts[1] - intercepts[0]]);
    }

    private static DenseMatrix Embed(DenseMatrix weight, IReadOnlyList<double> bias, DenseMatrix features)
    {
        if (features.Columns != weight.Columns)
        {
            throw new ArgumentException($"found rows of {features.Columns} features; expected {weight.Columns}", nameof(features));
        }

        var embedded = new DenseMatrix(features.Rows, weight.Rows);
        for (var i = 0; i < features.Rows; i++)
        {
            for (var j = 0; j < weight.Rows; j++)
            {
                embedded[i, j] = bias[j] + TensorPrimitives.Dot<double>(features.Row(i), weight.Row(j));
            }
        }

        return embedded;
    }
}
