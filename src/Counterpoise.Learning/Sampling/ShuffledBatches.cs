using Counterpoise.Randomness;

namespace Counterpoise.Learning.Sampling;

/// <summary>Every row once per epoch, in an order drawn anew from (seed, epoch).</summary>
public sealed class ShuffledBatches : IBatchSampler
{
    private readonly ulong _seed;
    private readonly int _batchSize;
    private readonly bool _dropLast;

    /// <summary>Creates the sampler.</summary>
    /// <param name="rowCount">Rows of the training set, at least 1.</param>
    /// <param name="batchSize">Rows in a batch, at least 1.</param>
    /// <param name="seed">The run's seed; the stream is named <c>shuffle</c>.</param>
    /// <param name="dropLast">Leaves out a last batch that is smaller than the others. A batch of one row is always joined to the one
    /// before it, since batch normalisation has no variance there.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is below 1.</exception>
    /// <exception cref="ArgumentException">Dropping the last batch would leave none.</exception>
    public ShuffledBatches(int rowCount, int batchSize, ulong seed, bool dropLast = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rowCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        if (dropLast && rowCount < batchSize)
        {
            throw new ArgumentException(
                $"{rowCount} rows do not fill one batch of {batchSize}, and the last batch is to be dropped: lower the batch size or "
                + $"keep the last batch", nameof(dropLast));
        }

        (RowCount, _batchSize, _seed, _dropLast) = (rowCount, batchSize, seed, dropLast);
        var rest = rowCount % batchSize;
        BatchesPerEpoch = (rowCount / batchSize) + (rest == 0 || dropLast || JoinsLast ? 0 : 1);
    }

    /// <inheritdoc/>
    public int RowCount { get; }

    /// <inheritdoc/>
    public int BatchesPerEpoch { get; }

    private bool JoinsLast => RowCount % _batchSize == 1 && RowCount > _batchSize && _batchSize > 1;

    /// <inheritdoc/>
    public IReadOnlyList<int[]> Batches(int epoch)
    {
        var order = Enumerable.Range(0, RowCount).ToArray();
        new RandomStream(_seed, "shuffle", (ulong)epoch).Shuffle<int>(order);
        var batches = new int[BatchesPerEpoch][];
        for (var b = 0; b < batches.Length; b++)
        {
            var end = b < batches.Length - 1 || _dropLast ? (b + 1) * _batchSize : RowCount;
            batches[b] = order[(b * _batchSize)..end];
        }

        return batches;
    }
}
