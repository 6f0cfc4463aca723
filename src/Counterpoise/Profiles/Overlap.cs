using Counterpoise.Neighbors;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Splits;

namespace Counterpoise.Profiles;

/// <summary>Measures how far classes overlap.</summary>
public static class Overlap
{
    /// <summary>
    /// Measures the overlap. Neighbours cost what <see cref="NeighborIndex"/> costs, N1 the square of the rows it is taken on.
    /// </summary>
    /// <param name="features">n × d finite numbers, scaled.</param>
    /// <param name="labels">n classes in [0, C).</param>
    /// <param name="classNames">C names.</param>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">Shapes or labels are wrong, fewer than two classes have rows, or there are no more rows than
    /// neighbours.</exception>
    public static OverlapProfile Of(DenseMatrix features, int[] labels, IReadOnlyList<string> classNames, OverlapOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(classNames);
        options ??= new OverlapOptions();
        options.Validate();
        if (labels.Length != features.Rows)
            throw new ArgumentException($"found {labels.Length} labels for {features.Rows} rows; expected one per row", nameof(labels));
        var wrong = Array.FindIndex(labels, y => y < 0 || y >= classNames.Count);
        if (wrong >= 0)
            throw new ArgumentException($"row {wrong} has label {labels[wrong]}; expected a class in [0, {classNames.Count})",
                nameof(labels));
        var counts = classNames.Select((_, c) => labels.Count(y => y == c)).ToArray();
        if (counts.Count(c => c > 0) < 2) throw new ArgumentException("found rows of one class alone; overlap needs at least two",
            nameof(labels));
        if (features.Rows <= options.K)
            throw new ArgumentException($"found {features.Rows} rows; {options.K} neighbours need more: lower K", nameof(features));

        var notes = new List<string>();
        var table = new NeighborIndex(features, options.Neighbors).FindOwn(options.K, cancellationToken);
        var kdn = Enumerable.Range(0, labels.Length).Select(i => Others(table.Of(i), labels, labels[i]) / (double)options.K).ToArray();
        var wrongNearest = Enumerable.Range(0, labels.Length).Select(i => labels[table.Of(i)[0]] == labels[i] ? 0.0 : 1).ToArray();
        // With one row, a class has no nearest row of its own: neither the measure nor a mean over the rest would be honest.
        var alone = counts.Contains(1);
        if (alone) notes.Add($"class '{classNames[Array.IndexOf(counts, 1)]}' has one row: N1, N2 and N3 are undefined");
        var pieces = SmallDisjuncts.Of(table, labels, classNames.Count, options.SmallDisjunct);
        var fisher = FisherRatio.Of(features, labels, counts);
        if (fisher.Contains(null)) notes.Add(
            $"{fisher.Count(r => r is null)} of {fisher.Length} features are constant within every class: they have no Fisher ratio");
        var (duplicates, conflicting) = Duplicates.Of(features, labels);
        return new OverlapProfile
        {
            N1 = alone ? null : BorderShare(features, labels, options, notes, cancellationToken),
            N2Ratio = alone ? null : IntraToInter(features, labels, counts, options.Neighbors, cancellationToken),
            N3 = alone ? null : wrongNearest.Average(),
            MeanKdn = kdn.Average(),
            Kdn = kdn,
            FisherComplexity = 1 / (1 + (fisher.Max() ?? 0)),
            FisherRatios = fisher,
            Classes = [.. classNames.Select((name, c) => new ClassOverlap(name, Mean(kdn, labels, c), Mean(wrongNearest, labels, c),
                pieces[c].Pieces, pieces[c].Rows))],
            DuplicateRows = duplicates,
            ConflictingRows = conflicting,
            Notes = notes,
        };
    }

    private static double BorderShare(DenseMatrix features, int[] labels, OverlapOptions options, List<string> notes,
        CancellationToken cancellationToken)
    {
        var (x, y) = (features, labels);
        if (features.Rows > options.LargestTree)
        {
            var share = Math.Min(0.999, (double)options.LargestTree / features.Rows);
            var rows = StratifiedSplit.Of(labels, share, 0, new RandomStream(options.Seed, "overlap"), MissingClassPolicy.Warn).Test;
            (x, y) = (features.SelectRows(rows), Array.ConvertAll(rows, i => labels[i]));
            notes.Add($"N1 is taken on a stratified sample of {rows.Length} of {features.Rows} rows");
        }

        var border = new HashSet<int>();
        foreach (var (from, to) in MinimumSpanningTree.Edges(x, cancellationToken))
            if (y[from] != y[to]) border.UnionWith([from, to]);
        return border.Count / (double)y.Length;
    }

    private static double? IntraToInter(DenseMatrix features, int[] labels, int[] counts, NeighborOptions options,
        CancellationToken cancellationToken)
    {
        double intra = 0, inter = 0;
        for (var c = 0; c < counts.Length; c++)
        {
            if (counts[c] == 0) continue;
            var own = features.SelectRows([.. Enumerable.Range(0, labels.Length).Where(i => labels[i] == c)]);
            var others = features.SelectRows([.. Enumerable.Range(0, labels.Length).Where(i => labels[i] != c)]);
            var same = new NeighborIndex(own, options).FindOwn(1, cancellationToken);
            var different = new NeighborIndex(others, options).Find(own, 1, cancellationToken);
            for (var i = 0; i < own.Rows; i++)
            {
                intra += same.Distance(i, 0);
                inter += different.Distance(i, 0);
            }
        }

        return inter == 0 ? null : intra / inter;
    }

    private static int Others(ReadOnlySpan<int> neighbors, int[] labels, int own)
    {
        var count = 0;
        foreach (var neighbor in neighbors) count += labels[neighbor] == own ? 0 : 1;
        return count;
    }

    private static double? Mean(double[] values, int[] labels, int c)
    {
        var own = values.Where((_, i) => labels[i] == c).ToArray();
        return own.Length == 0 ? null : own.Average();
    }
}
