namespace Counterpoise.Learning.Batches;

/// <summary>Makes batches of rows, ahead of the training step where it can.</summary>
public interface IBatchSource
{
    /// <summary>The class of every row.</summary>
    IReadOnlyList<int> Labels { get; }

    /// <summary>Reads batches in the order asked for; what is read depends on (epoch, row, view) alone, never on threads.</summary>
    /// <param name="batches">Row indices of each batch.</param>
    /// <param name="epoch">The epoch, from 0, for augmentation.</param>
    /// <param name="views">1 or 2.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The batches; the caller disposes each.</returns>
    IEnumerable<TrainingBatch> Read(IReadOnlyList<int[]> batches, int epoch, int views, CancellationToken cancellationToken);

    /// <summary>
    /// Reads a rank's rows of batches that several processes share: rows r, r + R, r + 2R, … of each. A source whose reading depends on
    /// the other rows of the epoch, such as one that augments a repeated row anew each time, reads them as one process would.
    /// </summary>
    /// <param name="batches">Row indices of each joined batch.</param>
    /// <param name="rank">r, from 0.</param>
    /// <param name="ranks">R, at least 1.</param>
    /// <param name="epoch">The epoch, from 0, for augmentation.</param>
    /// <param name="views">1 or 2.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The rank's part of each batch; the caller disposes each.</returns>
    IEnumerable<TrainingBatch> ReadShare(IReadOnlyList<int[]> batches, int rank, int ranks, int epoch, int views,
        CancellationToken cancellationToken) =>
        Read([.. batches.Select(rows => rows.Where((_, position) => position % ranks == rank).ToArray())], epoch, views, cancellationToken);
}
