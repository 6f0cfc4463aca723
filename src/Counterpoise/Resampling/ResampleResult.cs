using Counterpoise.Messages;
using Counterpoise.Numerics;

namespace Counterpoise.Resampling;

/// <summary>The rows that a resampler returns, and where each comes from.</summary>
public sealed class ResampleResult
{
    private readonly IReadOnlyDictionary<int, int[]> _moreParents;

    /// <summary>Holds the rows of a result.</summary>
    /// <param name="features">The rows, [rows, columns].</param>
    /// <param name="labels">The class of each row, [rows].</param>
    /// <param name="provenance">Where each row comes from, [rows].</param>
    /// <param name="notes">What was not done as asked; empty if all was.</param>
    /// <param name="moreParents">All source rows of those rows that have more than seed and neighbour, by row of the result.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public ResampleResult(
        DenseMatrix features,
        int[] labels,
        RowProvenance[] provenance,
        IReadOnlyList<Message>? notes = null,
        IReadOnlyDictionary<int, int[]>? moreParents = null)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(provenance);
        if (features.Rows != labels.Length || features.Rows != provenance.Length)
        {
            throw new ArgumentException(
                $"a result needs one label and one provenance per row; found {features.Rows} rows, {labels.Length} labels, "
                + $"{provenance.Length} provenances");
        }

        (Features, Labels, Provenance, Notes) = (features, labels, provenance, notes ?? []);
        _moreParents = moreParents ?? new Dictionary<int, int[]>();
    }

    /// <summary>The rows, [rows, columns].</summary>
    public DenseMatrix Features { get; }

    /// <summary>The class of each row, [rows].</summary>
    public int[] Labels { get; }

    /// <summary>Where each row comes from, [rows].</summary>
    public RowProvenance[] Provenance { get; }

    /// <summary>What was not done as asked; empty if all was.</summary>
    public IReadOnlyList<Message> Notes { get; }

    /// <summary>The input rows that are in the result as they were, in the result's order.</summary>
    public int[] SelectedRows => [.. Provenance.Where(p => p.Kind == RowKind.Original).Select(p => p.Seed)];

    /// <summary>How many rows were made or copied.</summary>
    public int AddedRows => Provenance.Count(p => p.Kind != RowKind.Original);

    /// <summary>All input rows that a row of the result was made from.</summary>
    /// <param name="row">Row of the result, from 0.</param>
    public int[] Parents(int row)
    {
        if (_moreParents.TryGetValue(row, out var parents))
        {
            return parents;
        }

        var source = Provenance[row];
        return source.Neighbor < 0 ? [source.Seed] : [source.Seed, source.Neighbor];
    }

    /// <summary>The same rows with their features written in another way.</summary>
    internal ResampleResult With(DenseMatrix features) => new(features, Labels, Provenance, Notes, _moreParents);

    /// <summary>The same rows with their notes in other words.</summary>
    internal ResampleResult With(IReadOnlyList<Message> notes) => new(Features, Labels, Provenance, notes, _moreParents);

    /// <summary>The rows that are kept when a later step removes some of this result's rows.</summary>
    internal ResampleResult Keep(int[] rows, IReadOnlyList<Message> notes)
    {
        var kept = new Dictionary<int, int[]>();
        for (var i = 0; i < rows.Length; i++)
        {
            if (_moreParents.TryGetValue(rows[i], out var parents))
            {
                kept[i] = parents;
            }
        }

        return new ResampleResult(
            Features.SelectRows(rows), Array.ConvertAll(rows, r => Labels[r]), Array.ConvertAll(rows, r => Provenance[r]),
                [.. Notes, .. notes], kept);
    }
}
