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
}
