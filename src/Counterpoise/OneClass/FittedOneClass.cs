using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Statistics;

namespace Counterpoise.OneClass;

/// <summary>
/// Turns scores of strangeness into class shares: one half at the quantile of the majority's own scores that leaves as many of them strange
/// as
/// there are rare rows, a logistic curve of the scores' deviation around it. The order is what counts; the numbers are no probabilities.
/// </summary>
internal sealed class FittedOneClass : IFittedClassifier
{
    private readonly OneClassRows _rows;
    private readonly Func<DenseMatrix, double[]> _score;
    private readonly double _middle, _scale;

    /// <summary>Holds a score by which higher is stranger, and what the majority's rows score.</summary>
    public FittedOneClass(OneClassRows rows, double[] own, Func<DenseMatrix, double[]> score)
    {
        (_rows, _score) = (rows, score);
        var rare = Rare(rows);
        _middle = Percentiles.Quantile(own, Math.Clamp(1 - rare, 0.5, 1));
        var deviation = Math.Sqrt(Samples.Variance(own, 0));
        _scale = deviation > 0 ? deviation : 1;
    }

    public int ClassCount => _rows.Shares.Length;

    public double[] PredictProbabilities(DenseMatrix features)
    {
        TrainingRows.CheckWidth(features, _rows.Rows.Columns);
        var probabilities = new double[features.Rows * ClassCount];
        if (features.Rows == 0) return probabilities;
        var (scores, rare) = (_score(features), Rare(_rows));
        for (var i = 0; i < scores.Length; i++)
        {
            var strange = 1 / (1 + Math.Exp(-(scores[i] - _middle) / _scale));
            for (var c = 0; c < ClassCount; c++)
            {
                // Without a rare row in training nothing tells the other classes apart.
                var share = rare > 0 ? _rows.Shares[c] / rare : 1.0 / (ClassCount - 1);
                probabilities[(i * ClassCount) + c] = c == _rows.Majority ? 1 - strange : strange * share;
            }
        }

        return probabilities;
    }

    /// <summary>Summed and not taken from 1, so that no part of it is a rounding larger than the whole.</summary>
    private static double Rare(OneClassRows rows) => rows.Shares.Where((_, c) => c != rows.Majority).Sum();
}
