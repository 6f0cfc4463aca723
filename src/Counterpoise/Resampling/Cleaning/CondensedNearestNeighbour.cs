using Counterpoise.Messages;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>
/// Condensed nearest neighbour: keeps of each class a drawn row and every further row that the rows kept so far, together with
/// the minority, classify wrongly.
/// </summary>
/// <remarks>
/// Time O(kept rows * class rows * columns). Rows come class after class, in the order in which they were kept. Equal to
/// imbalanced-learn 0.10, whose shortcut it shares: a row is passed over if its number within the class equals the number of a
/// kept row within the data. Reference: Hart, "The condensed nearest neighbor rule", IEEE TIT 1968, doi:10.1109/TIT.1968.1054155.
/// </remarks>
public sealed class CondensedNearestNeighbour : IResampler
{
    private readonly CondensedNearestNeighbourOptions _options;

    /// <summary>Makes the resampler.</summary>
    /// <param name="options">Options; default one neighbour, one seed.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public CondensedNearestNeighbour(CondensedNearestNeighbourOptions? options = null)
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

        return Selection.Of(features, labels, Selection.ByClass(classes, targets, (label, rows, _) =>
        {
            var kept = rng.Integers(rows.Length, _options.Seeds).Select(i => rows[i]).ToList();
            var store = new GrowingStore(features, labels, rows, _options.K);
            foreach (var row in (int[])[.. minority, .. kept])
            {
                cancellationToken.ThrowIfCancellationRequested();
                store.Add(row);
            }

            var settled = new HashSet<int>(kept);
            for (var i = 0; i < rows.Length; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (settled.Contains(i) || store.Classify(i) == label)
                {
                    continue;
                }

                kept.Add(rows[i]);
                store.Add(rows[i]);
                settled = [.. kept, .. Enumerable.Range(0, rows.Length).Where(other => store.Classify(other) == label)];
            }

            return [.. kept];
        }));
    }
}
