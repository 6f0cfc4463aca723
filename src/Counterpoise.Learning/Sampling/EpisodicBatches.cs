using Counterpoise.Randomness;

namespace Counterpoise.Learning.Sampling;

/// <summary>
/// Each batch is an episode: K classes drawn without replacement, and of each S support and Q query rows drawn without replacement, in the
/// order class by class, support before queries.
/// </summary>
/// <remarks>Reference: Vinyals et al., "Matching Networks for One Shot Learning", NeurIPS 2016, arXiv:1606.04080.</remarks>
public sealed class EpisodicBatches : IBatchSampler
{
    private readonly int[][] _rowsOfClass;
    private readonly int _ways;
    private readonly int _rowsPerWay;
    private readonly ulong _seed;

    /// <summary>Creates the sampler; classes with fewer than S + Q rows are left out.</summary>
    /// <param name="labels">The class of each training row, from 0.</param>
    /// <param name="ways">K, at least 2.</param>
    /// <param name="shots">S, at least 1.</param>
    /// <param name="queries">Q, at least 1.</param>
    /// <param name="episodes">Episodes in an epoch, at least 1.</param>
    /// <param name="seed">The run's seed; the stream is named <c>episode</c>.</param>
    /// <exception cref="ArgumentException">Fewer than K classes have S + Q rows.</exception>
    public EpisodicBatches(IReadOnlyList<int> labels, int ways, int shots, int queries, int episodes, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(ways, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(shots, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(queries, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(episodes, 1);
        (_ways, _rowsPerWay, _seed) = (ways, shots + queries, seed);
        (RowCount, BatchesPerEpoch) = (labels.Count, episodes);
        _rowsOfClass = [.. Enumerable.Range(0, labels.Count).GroupBy(i => labels[i]).OrderBy(g => g.Key).Select(g => g.ToArray())
            .Where(rows => rows.Length >= _rowsPerWay)];
        if (_rowsOfClass.Length < ways)
        {
            throw new ArgumentException(
                $"{_rowsOfClass.Length} classes have the {_rowsPerWay} rows that {shots} shots and {queries} queries need, {ways} ways "
                + $"need as many classes: lower one of them", nameof(labels));
        }
    }

    /// <inheritdoc/>
    public int RowCount { get; }

    /// <inheritdoc/>
    public int BatchesPerEpoch { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int[]> Batches(int epoch) => [.. Enumerable.Range(0, BatchesPerEpoch).Select(episode => Draw(epoch, episode))];

    private int[] Draw(int epoch, int episode)
    {
        var stream = new RandomStream(_seed, "episode", (ulong)epoch, (ulong)episode);
        var classes = Enumerable.Range(0, _rowsOfClass.Length).ToArray();
        stream.Shuffle<int>(classes);
        return [.. classes.Take(_ways).SelectMany(c =>
        {
            var rows = _rowsOfClass[c].ToArray();
            stream.Shuffle<int>(rows);
            return rows.Take(_rowsPerWay).ToArray();
        })];
    }
}
