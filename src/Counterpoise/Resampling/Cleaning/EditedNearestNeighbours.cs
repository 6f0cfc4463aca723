using Counterpoise.Neighbors;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>Edited nearest neighbours: removes the rows whose k nearest rows do not agree with their class.</summary>
/// <remarks>
/// Nothing is drawn; rows come class after class. Time O(rows^2 * columns) at worst. Equal to imbalanced-learn 0.10 where no two
/// rows are exactly equally near. Reference: Wilson, "Asymptotic properties of nearest neighbor rules using edited data", IEEE
/// TSMC 1972, doi:10.1109/TSMC.1972.4309137.
/// </remarks>
public sealed class EditedNearestNeighbours : IResampler
{
    private readonly EditedNearestNeighboursOptions _options;

    /// <summary>Makes the resampler.</summary>
    /// <param name="options">Options; default three neighbours that must all agree.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public EditedNearestNeighbours(EditedNearestNeighboursOptions? options = null)
    {
        _options = options ?? new EditedNearestNeighboursOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public ResamplingKind Kind => ResamplingKind.Clean;

    /// <inheritdoc/>
    public ResampleResult Resample(DenseMatrix features, int[] labels, IRandomSource rng, CancellationToken cancellationToken = default)
    {
        ClassRows.Check(features, labels);
        FiniteCheck.Require(features, _options.Neighbors.Metric == NeighborMetric.NanEuclidean);
        return Selection.Of(features, labels, Editing.Keep(
            "ENN", features, labels, _options.Strategy, _options.K, _options.Agreement, _options.Neighbors, cancellationToken));
    }
}
