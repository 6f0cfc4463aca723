namespace Counterpoise.Learning.Batches;

/// <summary>A source of rows with a class each, read with a fixed number of views.</summary>
internal sealed class ViewedBatches(IBatchSource source, int views) : INamedBatchSource
{
    public int RowCount => source.Labels.Count;

    public IEnumerable<NamedBatch> Read(IReadOnlyList<int[]> batches, int epoch, CancellationToken cancellationToken) =>
        source.Read(batches, epoch, views, cancellationToken);

    public IEnumerable<NamedBatch> ReadShare(
        IReadOnlyList<int[]> batches, int rank, int ranks, int epoch, CancellationToken cancellationToken) =>
        source.ReadShare(batches, rank, ranks, epoch, views, cancellationToken);
}
