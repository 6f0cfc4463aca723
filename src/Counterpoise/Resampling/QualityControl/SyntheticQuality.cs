using Counterpoise.Neighbors;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>Judges the rows that a resampler added, without training a model.</summary>
public static class SyntheticQuality
{
    /// <summary>Measures the added rows of each class against the original rows.</summary>
    /// <param name="features">The rows that were resampled, [rows, columns], finite.</param>
    /// <param name="labels">Their classes, [rows].</param>
    /// <param name="result">What the resampler returned for them.</param>
    /// <param name="k">Neighbours to look at; at least 1, default 5.</param>
    /// <param name="neighbors">How neighbours are searched.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>One report for each class that has added rows, in ascending order.</returns>
    /// <exception cref="ArgumentException">There are too few rows for k neighbours.</exception>
    public static IReadOnlyList<SyntheticClassQuality> Of(
        DenseMatrix features, int[] labels, ResampleResult result, int k = 5, NeighborOptions? neighbors = null,
            CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        var classes = ClassRows.Check(features, labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        NeighborDemand.InAll("the quality report", labels.Length, k);
        var all = new NeighborIndex(features, neighbors);
        var reports = new List<SyntheticClassQuality>();
        foreach (var label in classes.Classes)
        {
            var added = Enumerable.Range(0, result.Features.Rows)
                .Where(i => result.Labels[i] == label && result.Provenance[i].Kind != RowKind.Original).ToArray();
            if (added.Length == 0)
            {
                continue;
            }

            var points = result.Features.SelectRows(added);
            var table = all.Find(points, k, cancellationToken);
            var own = classes[label];
            var ownIndex = new NeighborIndex(features.SelectRows(own), neighbors);
            reports.Add(new SyntheticClassQuality(
                label,
                added.Length,
                (double)added.Count(i => result.Provenance[i].Kind == RowKind.Duplicate) / added.Length,
                (double)Enumerable.Range(0, added.Length).Count(i => table.Distance(i, 0) == 0) / added.Length,
                Purity(table, labels, label),
                Purity(all.FindOwn(own, k, cancellationToken), labels, label),
                own.Length < 2 ? double.NaN : MeanNearest(ownIndex.Find(points, 1, cancellationToken)) / MeanNearest(
                    ownIndex.FindOwn(1, cancellationToken))));
        }

        return reports;
    }

    /// <summary>
    /// The hidden-majority test: hides a share of the majority's rows, resamples the rest, and counts the synthetic rows whose
    /// nearest original row is one of the hidden. A method that respects the majority's territory lands on few.
    /// </summary>
    /// <param name="resampler">The method.</param>
    /// <param name="features">The rows, [rows, columns], finite.</param>
    /// <param name="labels">Their classes, [rows].</param>
    /// <param name="rng">Draws the hidden rows, then is given to the resampler.</param>
    /// <param name="share">Share of the majority's rows to hide; in (0, 1), default 0.5.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share lies outside (0, 1).</exception>
    public static HiddenMajority HideMajority(
        IResampler resampler, DenseMatrix features, int[] labels, IRandomSource rng, double share = 0.5,
            CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resampler);
        ArgumentNullException.ThrowIfNull(rng);
        if (share is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "a share lies between 0 and 1");
        }

        var classes = ClassRows.Check(features, labels);
        var majority = classes[classes.Majority].ToArray();
        rng.Shuffle(majority.AsSpan());
        var hidden = majority[..Math.Max(1, (int)(share * majority.Length))].ToHashSet();
        var visible = Enumerable.Range(0, labels.Length).Where(i => !hidden.Contains(i)).ToArray();
        var result = resampler.Resample(features.SelectRows(visible), Array.ConvertAll(visible, i => labels[i]), rng, cancellationToken);
        var made = Enumerable.Range(0, result.Features.Rows)
            .Where(i => result.Provenance[i].Kind == RowKind.Synthetic && result.Labels[i] != classes.Majority).ToArray();
        var all = new NeighborIndex(features);
        var minority = visible.Where(i => labels[i] != classes.Majority).ToArray();
        return new HiddenMajority(
            hidden.Count,
            made.Length,
            made.Length == 0 ? 0 : all.Find(result.Features.SelectRows(made), 1, cancellationToken).Indices.Count(hidden.Contains),
            minority.Length,
            all.FindOwn(minority, 1, cancellationToken).Indices.Count(hidden.Contains));
    }

    private static double Purity(NeighborTable table, int[] labels, int label) =>
        table.Indices.Count(row => labels[row] == label) / (double)table.Indices.Length;

    private static double MeanNearest(NeighborTable table) => Enumerable.Range(0, table.Queries).Average(i => table.Distance(i, 0));
}
