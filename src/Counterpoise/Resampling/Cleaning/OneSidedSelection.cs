using Counterpoise.Messages;
using Counterpoise.Neighbors;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>
/// One-sided selection: keeps of each class the rows that a drawn row of it and the minority together classify wrongly, and the
/// drawn row, then removes <see cref="TomekLinks"/>.
/// </summary>
/// <remarks>
/// Time O(rows^2 * columns) at worst. Rows come class after class. Equal to imbalanced-learn 0.10 where no two rows are exactly
/// equally near. Reference: Kubat and Matwin, "Addressing the curse of imbalanced training sets: one-sided selection", ICML 1997.
/// </remarks>
public sealed class OneSidedSelection : IResampler
{
    private readonly CondensedNearestNeighbourOptions _options;

    /// <summary>Makes the resampler.</summary>
    /// <param name="options">Options; default one neighbour, one seed.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public OneSidedSelection(CondensedNearestNeighbourOptions? options = null)
    {
        _options = options ?? new CondensedNearestNeighbourOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public ResamplingKind Kind => ResamplingKind.Clean;

    /// <inheritdoc/>
    public ResampleResult Resample(DenseMatrix features, int[] labels, IRandomSource rng, CancellationToken cancellationToken = default)
    {
        var classes = ClassRows.Check(features, labels);
        FiniteCheck.Require(features);
        rng = new RandomSteps(rng).Next();
        var targets = _options.Strategy.Resolve(classes, Kind);
        var minority = classes[classes.FirstSeenMinority];
        if (minority.Length + _options.Seeds < _options.K)
        {
            throw new DataMismatchException($"the store starts with {minority.Length + _options.Seeds} rows and K is {_options.K}",
                new Remedy(RemedyKind.FewerNeighbors, "lower K or raise Seeds"));
        }

        var selected = Selection.ByClass(classes, targets, (label, rows, _) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            var seeds = Array.ConvertAll(rng.Integers(rows.Length, _options.Seeds), i => rows[i]);
            var others = rows.Except(seeds).ToArray();
            var wrong = Array.Empty<int>();
            if (others.Length > 0)
            {
                int[] store = [.. minority, .. seeds];
                var table = new NeighborIndex(features.SelectRows(store)).Find(features.SelectRows(others), _options.K, cancellationToken);
                var storeLabels = Array.ConvertAll(store, row => labels[row]);
                wrong = [.. Enumerable.Range(0, others.Length).Where(i => Editing.Mode(table.Of(i), storeLabels) != label)
                    .Select(i => others[i])];
            }

            return [.. seeds, .. wrong];
        });
        var kept = TomekLinks.Keep(
            features.SelectRows(selected), Array.ConvertAll(selected, row => labels[row]), targets.ContainsKey, new NeighborOptions(),
                cancellationToken);
        return Selection.Of(features, labels, Array.ConvertAll(kept, i => selected[i]));
    }
}
