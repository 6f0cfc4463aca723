namespace Counterpoise.Learning.Batches;

/// <summary>Makes batches of any kind of data for a training loop, ahead of the step where it can.</summary>
public interface INamedBatchSource
{
    /// <summary>How many rows there are.</summary>
    int RowCount { get; }

    /// <summary>Reads batches in the order asked for; what is read depends on (epoch, row) alone, never on threads.</summary>
    /// <param name="batches">Row indices of each batch.</param>
    /// <param name="epoch">The epoch, from 0, for augmentation.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The batches; the caller disposes each.</returns>
    IEnumerable<NamedBatch> Read(IReadOnlyList<int[]> batches, int epoch, CancellationToken cancellationToken);

    /// <summary>Reads a rank's rows of batches that several processes share: rows r, r + R, r + 2R, … of each.</summary>
    /// <param name="batches">Row indices of each joined batch.</param>
    /// <param name="rank">r, from 0.</param>
    /// <param name="ranks">R, at least 1.</param>
    /// <param name="epoch">The epoch, from 0, for augmentation.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The rank's part of each batch; the caller disposes each.</returns>
    IEnumerable<NamedBatch> ReadShare(IReadOnlyList<int[]> batches, int rank, int ranks, int epoch, CancellationToken cancellationToken) =>
        Read([.. batches.Select(rows => rows.Where((_, position) => position % ranks == rank).ToArray())], epoch, cancellationToken);
}
