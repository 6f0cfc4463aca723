using Counterpoise.Messages;
using Counterpoise.Numerics;

namespace Counterpoise.Classifiers;

/// <summary>Checks what a classifier is given, so that every model refuses the same faults in the same words.</summary>
public static class TrainingRows
{
    /// <summary>Checks features, labels and weights.</summary>
    /// <param name="features">n × d, finite, n at least 1.</param>
    /// <param name="labels">n classes in [0, <paramref name="classCount"/>).</param>
    /// <param name="classCount">At least 2.</param>
    /// <param name="weights">n finite weights, at least 0 and not all 0, or empty.</param>
    /// <exception cref="ArgumentException">The first fault found, with its row and column.</exception>
    public static void Check(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        if (features.Rows == 0) throw new ArgumentException("found 0 rows; a model needs at least 1", nameof(features));
        if (labels.Length != features.Rows)
            throw new ArgumentException($"found {labels.Length} labels for {features.Rows} rows; expected one per row", nameof(labels));
        if (!weights.IsEmpty && weights.Length != features.Rows)
            throw new ArgumentException($"found {weights.Length} weights for {features.Rows} rows; expected one per row, or none",
                nameof(weights));
        for (var i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classCount)
                throw new ArgumentException($"row {i} has label {labels[i]}; expected a class in [0, {classCount})", nameof(labels));
            if (!weights.IsEmpty && !(weights[i] >= 0 && double.IsFinite(weights[i])))
                throw new ArgumentException($"row {i} has weight {weights[i]}; expected a finite weight of at least 0", nameof(weights));
        }

        if (!weights.IsEmpty && weights.IndexOfAnyExcept(0.0) < 0)
            throw new ArgumentException("all weights are 0; at least one row must count", nameof(weights));
        CheckFinite(features);
    }

    /// <summary>Checks that rows to be predicted are finite and have the width of the training rows.</summary>
    /// <param name="features">The rows.</param>
    /// <param name="columns">Columns of the training rows.</param>
    /// <exception cref="ArgumentException">The width differs, or a value is not finite.</exception>
    public static void CheckWidth(DenseMatrix features, int columns)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (features.Columns != columns)
            throw new ArgumentException($"found {features.Columns} columns; the model was fitted to {columns}", nameof(features));
        CheckFinite(features);
    }

    /// <summary>The sum of the weights of each class, its rows where there are none, [C].</summary>
    internal static double[] WeightPerClass(ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights)
    {
        var totals = new double[classCount];
        for (var i = 0; i < labels.Length; i++) totals[labels[i]] += weights.IsEmpty ? 1 : weights[i];
        return totals;
    }

    private static void CheckFinite(DenseMatrix features)
    {
        for (var i = 0; i < features.Data.Length; i++)
            if (!double.IsFinite(features.Data[i]))
                throw new DataMismatchException(
                    $"{new RowPart(i / features.Columns)}, column {new ColumnPart(i % features.Columns)} is {features.Data[i]}; expected "
                    + $"finite numbers: impute missing values with an imputer fitted on the training rows");
    }
}
