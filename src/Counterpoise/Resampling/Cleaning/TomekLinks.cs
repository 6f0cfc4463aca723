using Counterpoise.Neighbors;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>Removes rows in Tomek links: pairs of rows of two classes, each the other's nearest row.</summary>
/// <remarks>
/// Nothing is drawn; rows keep their order. Time O(rows^2 * columns) at worst. Equal to imbalanced-learn 0.10 where no two rows
/// are exactly equally near. Reference: Tomek, "Two modifications of CNN", IEEE TSMC 1976, doi:10.1109/TSMC.1976.4309452.
/// </remarks>
/// <param name="options">Options; default all classes but the minority may lose rows.</param>
public sealed class TomekLinks(TomekLinksOptions? options = null) : IResampler
{
    private readonly TomekLinksOptions _options = options ?? new TomekLinksOptions();

    /// <inheritdoc/>
    public ResamplingKind Kind => ResamplingKind.Clean;

    /// <inheritdoc/>
    public ResampleResult Resample(DenseMatrix features, int[] labels, IRandomSource rng, CancellationToken cancellationToken = default)
    {
        var classes = ClassRows.Check(features, labels);
        FiniteCheck.Require(features, _options.Neighbors.Metric == NeighborMetric.NanEuclidean);
        var targets = _options.Strategy.Resolve(classes, Kind);
        return Selection.Of(features, labels, Keep(features, labels, targets.ContainsKey, _options.Neighbors, cancellationToken));
    }

    /// <summary>The rows that are in no link, or in a class that may not lose rows.</summary>
    internal static int[] Keep(DenseMatrix features, int[] labels, Func<int, bool> mayLose, NeighborOptions neighbors,
        CancellationToken cancellationToken)
    {
        var table = new NeighborIndex(features, neighbors).FindOwn(1, cancellationToken);
        return [.. Enumerable.Range(0, labels.Length).Where(row => !(mayLose(labels[row]) && IsLink(row)))];

        bool IsLink(int row)
        {
            var nearest = table.Of(row)[0];
            return labels[nearest] != labels[row] && table.Of(nearest)[0] == row;
        }
    }
}
