using Counterpoise.Learning.Batches;

namespace Counterpoise.Learning.Training;

/// <summary>Every size-th row of a source from the rank's on, for the ranks to predict together.</summary>
internal sealed class RankRows(IBatchSource source, int rank, int size) : IBatchSource
{
    public IReadOnlyList<int> Labels { get; } = Of(source.Labels, rank, size);

    public IEnumerable<TrainingBatch> Read(IReadOnlyList<int[]> batches, int epoch, int views, CancellationToken cancellationToken) =>
        source.Read([.. batches.Select(rows => Array.ConvertAll(rows, row => (row * size) + rank))], epoch, views, cancellationToken);

    public static int[] Of(IReadOnlyList<int> rows, int rank, int size) => [.. Enumerable.Range(0, rows.Count).Where(i => i % size == rank).Select(i => rows[i])];
}
