using Counterpoise.Calibration;
using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Splits;

namespace Counterpoise.Pipelines;

/// <summary>
/// Fits the inner classifier and moves its threshold to where balanced accuracy is best on out-of-fold probabilities of the training
/// rows; no other row is looked at. The control that resampling must beat wherever it only moves the threshold.
/// </summary>
/// <remarks>
/// Two classes. With t the threshold of the minority class's probability p, p below t becomes p / 2t and p from t on becomes
/// 1/2 + (p − t) / 2(1 − t): the order of rows, and so AUROC, stays. Costs one fit per fold and one more.
/// </remarks>
/// <param name="inner">The classifier.</param>
/// <param name="folds">Folds of the out-of-fold probabilities, at least 2; fewer where the minority class has fewer rows.</param>
public sealed class ThresholdTuned(IClassifier inner, int folds = 5) : IClassifier
{
    /// <inheritdoc/>
    public string Name => inner.Name + ", tuned threshold";

    /// <inheritdoc/>
    public IClassifier WithCategories(IReadOnlyList<Range> oneHot) => new ThresholdTuned(inner.WithCategories(oneHot), folds);

    /// <inheritdoc/>
    public IFittedClassifier Fit(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights,
        IRandomSource random, CancellationToken cancellationToken = default)
    {
        TrainingRows.Check(features, labels, classCount, weights);
        var (y, w) = (labels.ToArray(), weights.ToArray());
        if (w.Contains(0))
        {
            // A row that counts nothing must not decide how the others fall into folds.
            var counted = Enumerable.Range(0, w.Length).Where(i => w[i] > 0).ToArray();
            (features, y, w) = (features.SelectRows(counted), Pick(y, counted), Pick(w, counted));
        }

        int[] counts = [y.Count(l => l == 0), y.Count(l => l == 1)];
        if (classCount != 2 || counts.Min() < 2)
            throw new ArgumentException(
                $"a tuned threshold needs two classes of at least 2 rows; found {classCount} classes, the rarest with {counts.Min()} rows",
                nameof(labels));
        var positive = counts[0] < counts[1] ? 0 : 1;
        var scores = new double[y.Length];
        foreach (var fold in StratifiedKFold.Of(y, Math.Max(2, Math.Min(folds, counts.Min())), random))
        {
            var model = inner.Fit(features.SelectRows(fold.Train), Pick(y, fold.Train), 2, w.Length == 0 ? [] : Pick(w, fold.Train),
                random, cancellationToken);
            var probabilities = model.PredictProbabilities(features.SelectRows(fold.Test));
            (model as IDisposable)?.Dispose();
            for (var i = 0; i < fold.Test.Length; i++)
            {
                scores[fold.Test[i]] = probabilities[(2 * i) + positive];
            }
        }

        // Scores that tell nothing give +∞, which would also lose their order; 1 predicts as few positives.
        var threshold = Math.Min(1, DecisionThreshold.ByBalancedAccuracy(y, scores, positive).Threshold);
        return new FittedThresholdTuned(inner.Fit(features, y, 2, w, random, cancellationToken), positive, threshold);
    }

    private static T[] Pick<T>(T[] values, int[] rows) => Array.ConvertAll(rows, row => values[row]);
}
