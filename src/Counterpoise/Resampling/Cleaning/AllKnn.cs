using Counterpoise.Neighbors;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>Runs <see cref="EditedNearestNeighbours"/> with 1, 2, ... k neighbours, each on what the round before left.</summary>
/// <remarks>
/// Stops early when a class is gone or falls below the minority's first size. Nothing is drawn; rows come class after class.
/// Equal to imbalanced-learn 0.10 where no two rows are exactly equally near.
/// Reference: Tomek, "An experiment with the edited nearest-neighbor rule", IEEE TSMC 1976, doi:10.1109/TSMC.1976.4309523.
/// </remarks>
public sealed class AllKnn : IResampler
{
    private readonly AllKnnOptions _options;

    /// <summary>Makes the resampler.</summary>
    /// <param name="options">Options; default three rounds.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public AllKnn(AllKnnOptions? options = null)
    {
        _options = options ?? new AllKnnOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public ResamplingKind Kind => ResamplingKind.Clean;

    /// <inheritdoc/>
    public ResampleResult Resample(DenseMatrix features, int[] labels, IRandomSource rng, CancellationToken cancellationToken = default)
    {
        var classes = ClassRows.Check(features, labels);
        FiniteCheck.Require(features, _options.Neighbors.Metric == NeighborMetric.NanEuclidean);
        NeighborDemand.InAll("AllKNN", labels.Length, _options.K);
        var selected = Enumerable.Range(0, labels.Length).ToArray();
        for (var k = 1; k <= _options.K; k++)
        {
            selected = EditingRound.Run("AllKNN", features, labels, selected, _options.Strategy, k, _options.Agreement, _options.Neighbors,
                cancellationToken);
            if (EditingRound.Overshoots(labels, selected, classes, _options.AllowMinority))
            {
                break;
            }
        }

        return Selection.Of(features, labels, selected);
    }
}
