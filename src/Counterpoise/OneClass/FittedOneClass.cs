using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Statistics;

namespace Counterpoise.OneClass;

/// <summary>
/// Turns scores of strangeness into numbers from 0 to 1: one half at the quantile of the majority's own scores that leaves as many of
/// them strange as there are rows of other classes, a logistic curve of the scores' deviation around it. The order is what counts; the
/// numbers are no probabilities.
/// </summary>
internal sealed class FittedOneClass(double[] shares, int majority, double middle, double scale, INoveltyScore score) : IFittedClassifier
{
    public int ClassCount => shares.Length;

    /// <summary>Prior of each class among the training rows.</summary>
    public double[] Shares => shares;

    public int Majority => majority;

    /// <summary>The score that gives one half.</summary>
    public double Middle => middle;

    public double Scale => scale;

    public INoveltyScore Score => score;

    /// <summary>Summed and not taken from 1, so that no part of it is a rounding larger than the whole.</summary>
    private double Rare => shares.Where((_, c) => c != majority).Sum();

    /// <summary>Places a score by what the majority's own rows score.</summary>
    public static FittedOneClass Of(OneClassRows rows, double[] own, INoveltyScore score)
    {
        var rare = rows.Shares.Where((_, c) => c != rows.Majority).Sum();
        var deviation = Math.Sqrt(Samples.Variance(own, 0));
        return new(rows.Shares, rows.Majority, Percentiles.Quantile(own, Math.Clamp(1 - rare, 0.5, 1)), deviation > 0 ? deviation : 1,
            score);
    }

    public double[] PredictProbabilities(DenseMatrix features)
    {
        TrainingRows.CheckWidth(features, score.Columns);
        var probabilities = new double[features.Rows * ClassCount];
        if (features.Rows == 0) return probabilities;
        var (scores, rare) = (score.Of(features), Rare);
        for (var i = 0; i < scores.Length; i++)
        {
            var strange = 1 / (1 + Math.Exp(-(scores[i] - middle) / scale));
            for (var c = 0; c < ClassCount; c++)
            {
                // Without a row of another class in training nothing tells the other classes apart.
                var share = rare > 0 ? shares[c] / rare : 1.0 / (ClassCount - 1);
                probabilities[(i * ClassCount) + c] = c == majority ? 1 - strange : strange * share;
            }
        }

        return probabilities;
    }
}
