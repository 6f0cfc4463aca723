using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Resampling;
using Counterpoise.Splits;

namespace Counterpoise.Augmentation;

/// <summary>The models of one fold, all judged on the same test rows.</summary>
internal sealed class FoldArms
{
    private readonly DenseMatrix _train, _test;
    private readonly int[] _trainLabels;
    private readonly IClassifier _model;
    private readonly Func<SamplingStrategy, IResampler> _sampler;
    private readonly (ulong Seed, ulong Fold) _stream;

    public FoldArms(DenseMatrix features, int[] labels, Split split, IClassifier model, Func<SamplingStrategy, IResampler> sampler,
        bool standardize, ulong seed, int fold)
    {
        (_train, _test) = (features.SelectRows(split.Train), features.SelectRows(split.Test));
        if (standardize)
        {
            var scaling = FeatureScaling.Fit(_train);
            (_train, _test) = (scaling.Apply(_train), scaling.Apply(_test));
        }

        _trainLabels = Array.ConvertAll(split.Train, i => labels[i]);
        TestLabels = Array.ConvertAll(split.Test, i => labels[i]);
        (_model, _sampler, _stream) = (model, sampler, (seed, (ulong)fold));
    }

    public int[] TestLabels { get; }

    public DenseMatrix TrueHeldOut => _test.SelectRows([.. Enumerable.Range(0, TestLabels.Length).Where(i => TestLabels[i] == 1)]);

    public double[] Raw(IClassifier classifier, CancellationToken cancellationToken) =>
        Scores(classifier, _train, _trainLabels, [], cancellationToken);

    public double[] Reweighted(double share, CancellationToken cancellationToken)
    {
        var own = _trainLabels.Average();
        var weights = Array.ConvertAll(_trainLabels, y => y == 1 ? share / own : (1 - share) / (1 - own));
        return Scores(_model, _train, _trainLabels, weights, cancellationToken);
    }

    /// <summary>Positives repeated in turn until they have the share.</summary>
    public double[] Copied(double share, CancellationToken cancellationToken)
    {
        int[] positives = [.. Enumerable.Range(0, _trainLabels.Length).Where(i => _trainLabels[i] == 1)];
        var added = Math.Max(0, (int)Math.Round(((share * _trainLabels.Length) - positives.Length) / (1 - share)));
        int[] rows = [.. Enumerable.Range(0, _trainLabels.Length), .. Enumerable.Range(0, added)
            .Select(i => positives[i % positives.Length])];
        return Scores(_model, _train.SelectRows(rows), Array.ConvertAll(rows, i => _trainLabels[i]), [], cancellationToken);
    }

    /// <summary>Log-odds moved to another share of positives, as probabilities.</summary>
    public double[] Shifted(double[] scores, double share)
    {
        double Logit(double p) => Math.Log(p / (1 - p));
        var shift = Logit(share) - Logit(_trainLabels.Average());
        return Array.ConvertAll(scores, s => s <= 0 ? 0 : s >= 1 ? 1 : 1 / (1 + Math.Exp(-(Logit(s) + shift))));
    }

    public (double[] Scores, DenseMatrix Added) Augmented(double share, CancellationToken cancellationToken)
    {
        var (positives, all) = (_trainLabels.Sum(), _trainLabels.Length);
        // A fold's own share may lie above the wanted one by a row; nothing is taken away then.
        var wanted = Math.Max(positives, positives + (int)Math.Round(((share * all) - positives) / (1 - share)));
        var result = _sampler(SamplingStrategy.Counts(new Dictionary<int, int> { [1] = wanted }))
            .Resample(_train, _trainLabels, Random("synthetic", share), cancellationToken);
        for (var i = 0; i < result.Labels.Length; i++)
            if (result.Parents(i).Any(p => p < 0 || p >= _train.Rows))
                throw new InvalidOperationException(
                    $"row {i} of the resampled fold has a parent outside the training rows; the sampler leaks");
        var added = Enumerable.Range(0, result.Labels.Length).Where(i => result.Provenance[i].Kind != RowKind.Original).ToArray();
        return (Scores(_model, result.Features, result.Labels, [], cancellationToken), result.Features.SelectRows(added));
    }

    private double[] Scores(IClassifier classifier, DenseMatrix x, int[] y, double[] weights, CancellationToken cancellationToken)
    {
        // Every arm draws the same numbers, so that a difference is the data's and not the seed's.
        var fitted = classifier.Fit(x, y, 2, weights, Random("model", 0), cancellationToken);
        try
        {
            var p = fitted.PredictProbabilities(_test);
            return [.. Enumerable.Range(0, _test.Rows).Select(i => p[(2 * i) + 1])];
        }
        finally
        {
            (fitted as IDisposable)?.Dispose();
        }
    }

    private RandomStream Random(string purpose, double share) =>
        new(_stream.Seed, "advisor-" + purpose, _stream.Fold, BitConverter.DoubleToUInt64Bits(share));
}
