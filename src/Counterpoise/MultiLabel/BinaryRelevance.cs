using Counterpoise.Calibration;
using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.MultiLabel;

/// <summary>One classifier for each label, each with a threshold of its own.</summary>
/// <remarks>Reference: Tsoumakas and Katakis, "Multi-label classification: an overview", IJDWM 2007.</remarks>
public sealed class BinaryRelevance : IDisposable
{
    private readonly IFittedClassifier?[] _classifiers;
    private readonly double[] _shares;

    private BinaryRelevance(IFittedClassifier?[] classifiers, double[] shares) => (_classifiers, _shares) = (classifiers, shares);

    /// <summary>Learns from rows.</summary>
    /// <param name="features">n rows, finite.</param>
    /// <param name="labels">Their labels.</param>
    /// <param name="classifier">The classifier of each label.</param>
    /// <param name="random">Source of the draws.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">The lengths differ or the features do not fit the classifier.</exception>
    public static BinaryRelevance Fit(DenseMatrix features, LabelSet labels, IClassifier classifier, IRandomSource random,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(classifier);
        if (features.Rows != labels.Rows || features.Rows == 0)
            throw new ArgumentException($"found labels of {labels.Rows} rows for {features.Rows} rows; expected as many, at least one",
                nameof(labels));
        var classifiers = new IFittedClassifier?[labels.Names.Count];
        var shares = new double[classifiers.Length];
        for (var l = 0; l < classifiers.Length; l++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var codes = labels.Codes(l);
            shares[l] = codes.Average();
            // A label that all rows or none have leaves nothing to learn: its share is what is said.
            if (shares[l] is > 0 and < 1) classifiers[l] = classifier.Fit(features, codes, 2, [], random, cancellationToken);
        }

        return new BinaryRelevance(classifiers, shares);
    }

    /// <summary>The probability that a row has a label.</summary>
    /// <param name="features">n rows of as many columns as were learned from.</param>
    /// <returns>Row-major n × L.</returns>
    public double[] Predict(DenseMatrix features)
    {
        ArgumentNullException.ThrowIfNull(features);
        var width = _classifiers.Length;
        var scores = new double[features.Rows * width];
        for (var l = 0; l < width; l++)
        {
            var own = _classifiers[l]?.PredictProbabilities(features);
            for (var i = 0; i < features.Rows; i++) scores[(i * width) + l] = own is null ? _shares[l] : own[(2 * i) + 1];
        }

        return scores;
    }

    /// <summary>For each label the threshold of the largest F1; 0.5 for a label that all rows or none have.</summary>
    /// <param name="labels">True labels of rows that the model has not learned from.</param>
    /// <param name="scores">Row-major n × L scores of those rows.</param>
    public static double[] Tune(LabelSet labels, IReadOnlyList<double> scores)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(scores);
        var width = labels.Names.Count;
        return [.. Enumerable.Range(0, width).Select(l =>
        {
            var codes = labels.Codes(l);
            return codes.Contains(0) && codes.Contains(1)
                ? DecisionThreshold.ByF1(codes, [.. Enumerable.Range(0, labels.Rows).Select(i => scores[(i * width) + l])]).Threshold : 0.5;
        })];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var classifier in _classifiers) (classifier as IDisposable)?.Dispose();
    }
}
