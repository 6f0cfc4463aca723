using Counterpoise.Randomness;

namespace Counterpoise.Learning.Sampling;

/// <summary>
/// Class-aware sampling: the classes take turns, and each hands out its own rows in an order drawn anew whenever all have
/// been seen. No batch of at least C rows misses a class; rare rows repeat within an epoch.
/// </summary>
/// <remarks>
/// Reference: Shen, Lin and Huang, "Relay Backpropagation for Effective Learning of Deep Convolutional Neural Networks", ECCV 2016,
/// arXiv:1512.05830.
/// </remarks>
public sealed class ClassAwareBatches : IBatchSampler
{
    private readonly int[][] _rowsOfClass;
    private readonly int _batchSize;
    private readonly ulong _seed;

    /// <summary>Creates the sampler.</summary>
    /// <param name="labels">The class of each training row, from 0.</param>
    /// <param name="batchSize">Rows in a batch, at least 1.</param>
    /// <param name="seed">The run's seed; the streams are named <c>shuffle</c>.</param>
    /// <exception cref="ArgumentException">There are no rows, or a label is negative.</exception>
    public ClassAwareBatches(IReadOnlyList<int> labels, int batchSize, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        if (labels.Count == 0 || labels.Min() < 0)
        {
            throw new ArgumentException(labels.Count == 0 ? "there are no training rows"
                : $"row {labels.ToList().FindIndex(l => l < 0)} has label {labels.Min()}; labels start at 0", nameof(labels));
        }

        _rowsOfClass = [.. Enumerable.Range(0, labels.Count).GroupBy(i => labels[i]).OrderBy(g => g.Key).Select(g => g.ToArray())];
        (RowCount, _batchSize, _seed) = (labels.Count, batchSize, seed);
        BatchesPerEpoch = (labels.Count + batchSize - 1) / batchSize;
    }

    /// <inheritdoc/>
    public int RowCount { get; }

    /// <inheritdoc/>
    public int BatchesPerEpoch { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int[]> Batches(int epoch)
    {
        var streams = new RandomStream[_rowsOfClass.Length];
        var cursors = new int[_rowsOfClass.Length];
        var orders = new int[_rowsOfClass.Length][];
        for (var c = 0; c < streams.Length; c++)
        {
            streams[c] = new RandomStream(_seed, "shuffle", (ulong)epoch, (ulong)c);
            orders[c] = [.. _rowsOfClass[c]];
            streams[c].Shuffle<int>(orders[c]);
        }

        var turn = 0;
        var batches = new int[BatchesPerEpoch][];
        for (var b = 0; b < batches.Length; b++)
        {
            batches[b] = new int[_batchSize];
            for (var i = 0; i < _batchSize; i++, turn = (turn + 1) % orders.Length)
            {
                if (cursors[turn] == orders[turn].Length)
                {
                    streams[turn].Shuffle<int>(orders[turn]);
                    cursors[turn] = 0;
                }

                batches[b][i] = orders[turn][cursors[turn]++];
            }
        }

        return batches;
    }
}
