using Counterpoise.Messages;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Classifiers;

/// <summary>
/// The vote of the k nearest training rows by Euclidean distance, ties by row number. A row's weight multiplies its vote; rows
/// of weight 0 are left out before the search.
/// </summary>
/// <remarks>
/// O(queries · rows · columns) at worst. Equals scikit-learn's KNeighborsClassifier but for exact ties of distance, which it
/// breaks by the shape of its tree. Reference: Cover and Hart, "Nearest neighbor pattern classification", IEEE Transactions on
/// Information Theory 1967, doi:10.1109/TIT.1967.1053964.
/// </remarks>
public sealed class KNearestNeighbors : IClassifier
{
    private readonly KNearestNeighborsOptions _options;

    /// <summary>Creates the classifier.</summary>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <exception cref="ArgumentException">Options are wrong.</exception>
    public KNearestNeighbors(KNearestNeighborsOptions? options = null)
    {
        _options = options ?? new KNearestNeighborsOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public string Name => $"{_options.K} nearest neighbours";

    /// <inheritdoc/>
    public IFittedClassifier Fit(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights,
        IRandomSource random,
        CancellationToken cancellationToken = default)
    {
        TrainingRows.Check(features, labels, classCount, weights);
        double[] votes = weights.IsEmpty ? [.. Enumerable.Repeat(1.0, labels.Length)] : weights.ToArray();
        var kept = Enumerable.Range(0, votes.Length).Where(i => votes[i] > 0).ToArray();
        if (kept.Length < _options.K)
            throw new DataMismatchException(
                $"found {kept.Length} training rows with a weight above 0; {_options.K} neighbours need at least {_options.K}",
                new Remedy(RemedyKind.FewerClassifierNeighbors, "lower K") { To = kept.Length });
        var classes = labels.ToArray();
        return new FittedKNearestNeighbors(kept.Length == votes.Length ? features : features.SelectRows(kept),
            Array.ConvertAll(kept, i => classes[i]), Array.ConvertAll(kept, i => votes[i]), classCount, _options);
    }
}
