using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Splits;

namespace Counterpoise.Resampling;

/// <summary>
/// SMOTE-IPF: SMOTE, then an iterative-partitioning filter: the rows are dealt into folds, each trains a model, and rows that
/// most models get wrong are removed, again and again, until three rounds in a row remove less than 1 %.
/// </summary>
/// <remarks>
/// Originals are removed as well. A round that would remove a class stops the filter, and the notes say so. Where the paper
/// trains trees, the default here is nearest neighbours. Time rounds * folds * that of the model.
/// Reference: Saez, Luengo, Stefanowski and Herrera, "SMOTE-IPF", Information Sciences 2015, doi:10.1016/j.ins.2014.08.051.
/// </remarks>
public sealed class SmoteIpf : IResampler
{
    private readonly SmoteIpfOptions _options;

    /// <summary>Makes the resampler.</summary>
    /// <param name="options">Options; default those of the paper but for the model.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public SmoteIpf(SmoteIpfOptions? options = null)
    {
        _options = options ?? new SmoteIpfOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public ResamplingKind Kind => ResamplingKind.Combined;

    /// <inheritdoc/>
    public ResampleResult Resample(DenseMatrix features, int[] labels, IRandomSource rng, CancellationToken cancellationToken = default)
    {
        var grown = new Smote(_options.Smote).Resample(features, labels, rng, cancellationToken);
        var classes = new ClassRows(grown.Labels);
        var names = classes.Classes.ToArray();
        var codes = Array.ConvertAll(grown.Labels, label => Array.BinarySearch(names, label));
        var kept = Enumerable.Range(0, codes.Length).ToArray();
        for (var calm = 0; calm < _options.CalmRounds;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var next = Round(grown.Features, codes, names.Length, kept, rng, cancellationToken);
            if (next.Select(row => codes[row]).Distinct().Count() < names.Length)
            {
                return grown.Keep(kept, ["the filter stopped before a round that would have removed a whole class"]);
            }

            calm = kept.Length - next.Length < _options.CalmShare * codes.Length ? calm + 1 : 0;
            kept = next;
        }

        return grown.Keep(kept, []);
    }

    private int[] Round(DenseMatrix features, int[] codes, int classCount, int[] kept, IRandomSource rng,
        CancellationToken cancellationToken)
    {
        var rows = features.SelectRows(kept);
        var labels = Array.ConvertAll(kept, row => codes[row]);
        var wrong = new int[kept.Length];
        foreach (var split in StratifiedKFold.Of(labels, _options.Folds, rng, MissingClassPolicy.Warn))
        {
            // The fold itself, a ninth of the rows, is what the model learns from.
            var model = _options.Classifier.Fit(rows.SelectRows(split.Test), Array.ConvertAll(split.Test, i => labels[i]), classCount, [],
                rng, cancellationToken);
            using var disposable = model as IDisposable;
            var probabilities = model.PredictProbabilities(rows);
            for (var i = 0; i < wrong.Length; i++)
            {
                var row = probabilities.AsSpan(i * classCount, classCount);
                wrong[i] += System.Numerics.Tensors.TensorPrimitives.IndexOfMax<double>(row) == labels[i] ? 0 : 1;
            }
        }

        return [.. Enumerable.Range(0, kept.Length).Where(i => _options.Consensus ? wrong[i] < _options.Folds
            : 2 * wrong[i] <= _options.Folds).Select(i => kept[i])];
    }
}
