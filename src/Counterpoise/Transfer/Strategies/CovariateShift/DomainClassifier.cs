using Counterpoise.Classifiers;
using Counterpoise.Metrics;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Splits;

namespace Counterpoise.Transfer.Strategies;

/// <summary>
/// Tells the target's rows from the sources' by what they are like, not by how they ended: logistic regression on the features and their
/// squares.
/// </summary>
internal static class DomainClassifier
{
    private const int Folds = 5;

    /// <summary>c(z) / (1 − c(z)) of each source row, times n_S / n_T: how much more frequent such a row is in the target.</summary>
    public static double[] DensityRatios(DenseMatrix source, double[] sourceWeights, DenseMatrix target, double[] targetWeights)
    {
        var (x, labels, weights) = Join(source, sourceWeights, target, targetWeights);
        var scaled = Scale(x, x);
        var model = new LogisticRegression(new LogisticRegressionOptions { Ridge = 1 }).Fit(scaled, labels, 2, weights);
        var p = model.PredictProbabilities(scaled);
        var balance = sourceWeights.Sum() / targetWeights.Sum();
        return [.. Enumerable.Range(0, source.Rows).Select(i => balance * p[(2 * i) + 1] / Math.Max(p[2 * i], 1e-12))];
    }

    /// <summary>
    /// AUC of the classifier on rows that it was not fitted to; 0.5 is no difference. NaN where a side has fewer than two rows.
    /// </summary>
    public static double Auc(DenseMatrix source, DenseMatrix target, ulong seed)
    {
        var (x, labels, _) = Join(source, [.. Enumerable.Repeat(1.0, source.Rows)], target, [.. Enumerable.Repeat(1.0, target.Rows)]);
        var folds = Math.Min(Folds, Math.Min(source.Rows, target.Rows));
        if (folds < 2) return double.NaN;
        var scores = new double[labels.Length];
        foreach (var split in StratifiedKFold.Of(labels, folds, new RandomStream(seed, "domain")))
        {
            var train = x.SelectRows(split.Train);
            var model = new LogisticRegression(new LogisticRegressionOptions { Ridge = 1 })
                .Fit(Scale(train, train), Array.ConvertAll(split.Train, i => labels[i]), 2);
            var p = model.PredictProbabilities(Scale(x.SelectRows(split.Test), train));
            for (var i = 0; i < split.Test.Length; i++) scores[split.Test[i]] = p[(2 * i) + 1];
        }

        return Auroc.Of(labels, scores);
    }

    private static (DenseMatrix X, int[] Labels, double[] Weights) Join(DenseMatrix source, double[] sourceWeights, DenseMatrix target,
        double[] targetWeights)
    {
        var columns = source.Columns;
        var x = new DenseMatrix(source.Rows + target.Rows, 2 * columns);
        for (var i = 0; i < x.Rows; i++)
        {
            var row = i < source.Rows ? source.Row(i) : target.Row(i - source.Rows);
            for (var j = 0; j < columns; j++) (x[i, j], x[i, columns + j]) = (row[j], row[j] * row[j]);
        }

        return (x, [.. Enumerable.Range(0, x.Rows).Select(i => i < source.Rows ? 0 : 1)], [.. sourceWeights, .. targetWeights]);
    }

    private static DenseMatrix Scale(DenseMatrix x, DenseMatrix like)
    {
        var scaled = new DenseMatrix(x.Rows, x.Columns);
        for (var j = 0; j < x.Columns; j++)
        {
            var column = like.Column(j);
            var mean = column.Average();
            var deviation = Math.Sqrt(column.Average(v => (v - mean) * (v - mean)));
            for (var i = 0; i < x.Rows; i++) scaled[i, j] = deviation > 0 ? (x[i, j] - mean) / deviation : 0;
        }

        return scaled;
    }
}
