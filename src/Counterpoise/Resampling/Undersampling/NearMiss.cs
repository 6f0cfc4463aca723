using Counterpoise.Messages;
using Counterpoise.Neighbors;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>NearMiss: keeps those rows of a class that lie near the minority, by one of three rules.</summary>
/// <remarks>
/// Rows come class after class, in the order of the rule. Version 3 may find fewer rows than asked; the notes say so. Nothing
/// is drawn. Time O(rows * minority rows * columns). Equal to imbalanced-learn 0.10 but for ties between sums that rounding splits.
/// Reference: Mani and Zhang, "kNN approach to unbalanced data distributions", ICML workshop on imbalanced data sets 2003.
/// </remarks>
public sealed class NearMiss : IResampler
{
    private readonly NearMissOptions _options;

    /// <summary>Makes the resampler.</summary>
    /// <param name="options">Options; default version 1.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public NearMiss(NearMissOptions? options = null)
    {
        _options = options ?? new NearMissOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public ResamplingKind Kind => ResamplingKind.Under;

    /// <inheritdoc/>
    public ResampleResult Resample(DenseMatrix features, int[] labels, IRandomSource rng, CancellationToken cancellationToken = default)
    {
        var classes = ClassRows.Check(features, labels);
        FiniteCheck.Require(features);
        var targets = _options.Strategy.Resolve(classes, Kind);
        var minority = classes[classes.FirstSeenMinority];
        if (minority.Length < _options.K)
        {
            throw new DataMismatchException(
                $"class {new ClassPart(classes.FirstSeenMinority)} has {minority.Length} {(minority.Length == 1 ? "row" : "rows")}, "
                + $"NearMiss with K={_options.K} needs at least {_options.K}", Remedy.FewerNeighbors("K", minority.Length));
        }

        var minorityRows = features.SelectRows(minority);
        var index = new NeighborIndex(minorityRows, _options.Neighbors);
        var notes = new List<Message>();
        var selected = Selection.ByClass(classes, targets, (label, rows, count) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            var candidates = _options.Version == NearMissVersion.Version3
                ? Candidates(features, minorityRows, label, rows, cancellationToken) : rows;
            if (candidates.Length < count)
            {
                notes.Add($"class {new ClassPart(label)}: {count} rows were asked and NearMiss-3 put forward only "
                    + $"{candidates.Length}, all of which are kept");
            }

            var sums = Sums(features, candidates, minorityRows, index, cancellationToken);
            var order = Enumerable.Range(0, candidates.Length);
            // Both orders are stable, so that equal sums stay in row order.
            order = _options.Version == NearMissVersion.Version3 ? order.OrderByDescending(i => sums[i]) : order.OrderBy(i => sums[i]);
            return [.. order.Take(count).Select(i => candidates[i])];
        });
        return Selection.Of(features, labels, selected, notes);
    }

    private int[] Candidates(DenseMatrix features, DenseMatrix minority, int label, int[] rows, CancellationToken cancellationToken)
    {
        if (rows.Length < _options.CandidateNeighbors)
        {
            throw new DataMismatchException($"class {new ClassPart(label)} has {rows.Length} rows, NearMiss-3 with "
                + $"CandidateNeighbors={_options.CandidateNeighbors} needs as many",
                new Remedy(RemedyKind.OtherValue, $"lower it to {rows.Length}"));
        }

        var table = new NeighborIndex(features.SelectRows(rows), _options.Neighbors)
            .Find(minority, _options.CandidateNeighbors, cancellationToken);
        return [.. table.Indices.Distinct().Order().Select(i => rows[i])];
    }

    private double[] Sums(DenseMatrix features, int[] rows, DenseMatrix minority, NeighborIndex index, CancellationToken cancellationToken)
    {
        var sums = new double[rows.Length];
        if (_options.Version != NearMissVersion.Version2)
        {
            var table = index.Find(features.SelectRows(rows), _options.K, cancellationToken);
            for (var i = 0; i < sums.Length; i++)
            {
                foreach (var squared in table.SquaredOf(i))
                {
                    sums[i] += Math.Sqrt(squared);
                }
            }

            return sums;
        }

        Parallel.For(0, rows.Length, new ParallelOptions { MaxDegreeOfParallelism = _options.Neighbors.Threads,
            CancellationToken = cancellationToken }, i =>
        {
            var distances = new double[minority.Rows];
            for (var m = 0; m < distances.Length; m++)
            {
                distances[m] = ExactDistance.Squared(features.Row(rows[i]), minority.Row(m));
            }

            Array.Sort(distances);
            foreach (var squared in distances.AsSpan(distances.Length - _options.K))
            {
                sums[i] += Math.Sqrt(squared);
            }
        });
        return sums;
    }
}
