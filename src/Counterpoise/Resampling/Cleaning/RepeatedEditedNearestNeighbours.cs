using Counterpoise.Neighbors;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>
/// Repeats <see cref="EditedNearestNeighbours"/> until a round removes nothing, a class falls below the minority's first size,
/// or a class is gone.
/// </summary>
/// <remarks>
/// Nothing is drawn; rows come class after class. Equal to imbalanced-learn 0.10 where no two rows are exactly equally near.
/// Reference: Tomek, "An experiment with the edited nearest-neighbor rule", IEEE TSMC 1976, doi:10.1109/TSMC.1976.4309523.
/// </remarks>
public sealed class RepeatedEditedNearestNeighbours : IResampler
{
    private readonly RepeatedEditedNearestNeighboursOptions _options;

    /// <summary>Makes the resampler.</summary>
    /// <param name="options">Options; default at most 100 rounds.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public RepeatedEditedNearestNeighbours(RepeatedEditedNearestNeighboursOptions? options = null)
    {
        _options = options ?? new RepeatedEditedNearestNeighboursOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public ResamplingKind Kind => ResamplingKind.Clean;

    /// <inheritdoc/>
    public ResampleResult Resample(DenseMatrix features, int[] labels, IRandomSource rng, CancellationToken cancellationToken = default)
    {
        var classes = ClassRows.Check(features, labels);
        FiniteCheck.Require(features, _options.Neighbors.Metric == NeighborMetric.NanEuclidean);
        var selected = Enumerable.Range(0, labels.Length).ToArray();
        for (var round = 0; round < _options.MaxRounds; round++)
        {
            var step = EditingRound.Run("repeated ENN", features, labels, selected, _options.Strategy, _options.K, _options.Agreement,
                _options.Neighbors, cancellationToken);
            var done = step.Length == selected.Length || EditingRound.Overshoots(labels, step, classes, allowMinority: false);
            selected = step;
            if (done)
            {
                break;
            }
        }

        return Selection.Of(features, labels, selected);
    }
}
