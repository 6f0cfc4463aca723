using Counterpoise.Classifiers;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.OneClass;

/// <summary>Learns from the most frequent class alone: the mean distance to its k nearest rows says how strange a row is.</summary>
/// <remarks>
/// Scale the features first. O(queries · rows · columns) at worst. A training row has itself for its nearest when it is asked for; the
/// majority's own scores leave it out. Labels of other classes are not used but for how many rows are called strange. Reference: Angiulli
/// and Pizzuti, "Fast outlier detection in high dimensional spaces", PKDD 2002, doi:10.1007/3-540-45681-3_2.
/// </remarks>
public sealed class NearestDistance : IClassifier
{
    private readonly NearestDistanceOptions _options;

    /// <summary>Creates the classifier.</summary>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <exception cref="ArgumentException">Options are wrong.</exception>
    public NearestDistance(NearestDistanceOptions? options = null)
    {
        _options = options ?? new NearestDistanceOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public string Name => $"distance to {_options.K} nearest of the majority";

    /// <inheritdoc/>
    public IFittedClassifier Fit(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights,
        IRandomSource random, CancellationToken cancellationToken = default)
    {
        var rows = OneClassRows.Of(features, labels, classCount, weights);
        rows.RequireNeighbors(_options.K);
        var score = new NearestDistanceScore(rows.Rows, _options.K, _options.Neighbors);
        return FittedOneClass.Of(rows, score.OfOwn(cancellationToken), score);
    }
}
