using Counterpoise.Neighbors;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>
/// Neighbourhood cleaning rule: removes rows that <see cref="EditedNearestNeighbours"/> by majority vote removes, and of the
/// large classes also the rows among the neighbours of minority rows that are not among their own.
/// </summary>
/// <remarks>
/// Nothing is drawn; rows keep their order. Time O(rows^2 * columns) at worst. Equal to imbalanced-learn 0.10 where no two rows
/// are exactly equally near; see <see cref="NeighbourhoodCleaningRuleOptions.CompareWithMinority"/> for a flaw it has.
/// Reference: Laurikkala, "Improving identification of difficult small classes by balancing class distribution", AIME 2001,
/// doi:10.1007/3-540-48229-6_9.
/// </remarks>
public sealed class NeighbourhoodCleaningRule : IResampler
{
    private readonly NeighbourhoodCleaningRuleOptions _options;

    /// <summary>Makes the resampler.</summary>
    /// <param name="options">Options; default three neighbours.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public NeighbourhoodCleaningRule(NeighbourhoodCleaningRuleOptions? options = null)
    {
        _options = options ?? new NeighbourhoodCleaningRuleOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public ResamplingKind Kind => ResamplingKind.Clean;

    /// <inheritdoc/>
    public ResampleResult Resample(DenseMatrix features, int[] labels, IRandomSource rng, CancellationToken cancellationToken = default)
    {
        var classes = ClassRows.Check(features, labels);
        FiniteCheck.Require(features, _options.Neighbors.Metric == NeighborMetric.NanEuclidean);
        NeighborDemand.InAll("NCR", labels.Length, _options.K, "K");
        var targets = _options.Strategy.Resolve(classes, Kind);
        var minority = classes.FirstSeenMinority;
        var table = new NeighborIndex(features, _options.Neighbors).FindOwn(_options.K, cancellationToken);
        var keep = new bool[labels.Length];
        for (var row = 0; row < keep.Length; row++)
        {
            keep[row] = !targets.ContainsKey(labels[row]) || Editing.Agrees(table.Of(row), labels, labels[row], Agreement.Mode);
        }

        foreach (var row in classes[minority].Where(row => !IsOwn(table.Of(row), labels, minority)))
        {
            foreach (var neighbor in table.Of(row))
            {
                var label = labels[neighbor];
                if (targets.ContainsKey(label) && classes.Count(label) > labels.Length * _options.Threshold)
                {
                    keep[neighbor] = false;
                }
            }
        }

        return Selection.Of(features, labels, [.. Enumerable.Range(0, keep.Length).Where(row => keep[row])]);
    }

    private bool IsOwn(ReadOnlySpan<int> neighbors, int[] labels, int minority)
    {
        if (_options.Agreement == Agreement.Mode || _options.CompareWithMinority)
        {
            return Editing.Agrees(neighbors, labels, minority, _options.Agreement);
        }

        foreach (var row in neighbors)
        {
            if (labels[row] == 0)
            {
                return false;
            }
        }

        return true;
    }
}
