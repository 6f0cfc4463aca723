using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Resampling;
using Counterpoise.Splits;
using Counterpoise.Statistics;

namespace Counterpoise.Augmentation;

/// <summary>The dose and the thresholds that inner folds of a fold's training rows choose.</summary>
/// <param name="Share">Place of the dose among the shares.</param>
/// <param name="Thresholds">Thresholds of the model on the data as they are, by metric of decisions.</param>
internal sealed record InnerChoice(int Share, double[] Thresholds)
{
    /// <summary>Chooses: the smallest share whose augmented mean lies within one standard error of the best.</summary>
    public static InnerChoice Of(DenseMatrix features, int[] labels, Split outer, IClassifier model, Func<SamplingStrategy,
        IResampler> sampler, double[] shares, int metric,
        AugmentationOptions options, int fold, CancellationToken cancellationToken)
    {
        var (train, y) = (features.SelectRows(outer.Train), Array.ConvertAll(outer.Train, i => labels[i]));
        var folds = Math.Min(options.InnerFolds, Math.Min(y.Sum(), y.Length - y.Sum()));
        var splits = folds < 2 ? [] : StratifiedKFold.Of(y, folds, new RandomStream(options.Seed, "advisor-inner", (ulong)fold));
        var values = shares.Select(_ => new List<double>()).ToArray();
        var (judged, scores) = (new List<int>(), new List<double>());
        foreach (var (k, split) in splits.Index())
        {
            var arms = new FoldArms(train, y, split, model, sampler, options.Standardize, options.Seed, (1000 * (fold + 1)) + k);
            judged.AddRange(arms.TestLabels);
            scores.AddRange(arms.Raw(model, cancellationToken));
            for (var s = 0; s < shares.Length; s++)
            {
                values[s].Add(Dose(arms, shares[s], metric, cancellationToken));
            }
        }

        var thresholds = judged.Count == 0 ? [0.5, 0.5] : DecisionMetricsOfFold.Thresholds([.. judged], [.. scores]);
        return new InnerChoice(Smallest([.. values.Select(v => v.ToArray())]), thresholds);
    }

    /// <summary>The metric with so many synthetic rows; worst of all where an inner fold is too small for the sampler.</summary>
    private static double Dose(FoldArms arms, double share, int metric, CancellationToken cancellationToken)
    {
        try
        {
            return RankingMetrics.Of(arms.TestLabels, arms.Augmented(share, cancellationToken).Scores)[metric];
        }
        catch (ArgumentException)
        {
            return double.NegativeInfinity;
        }
    }

    private static int Smallest(double[][] values)
    {
        double[] means = [.. values.Select(v => v.Length == 0 ? double.NegativeInfinity : v.Average())];
        var best = Array.IndexOf(means, means.Max());
        if (double.IsNegativeInfinity(means[best]) || values[best].Length < 2)
        {
            return 0;
        }

        var n = values[best].Length;
        var error = Math.Sqrt(Samples.Variance(values[best], 1) * ((1.0 / n) + (1.0 / (n - 1))));
        return Array.FindIndex(means, m => m >= means[best] - error);
    }
}
