using Counterpoise.Learning.Batches;

namespace Counterpoise.Learning.Training;

/// <summary>Every size-th row of a source from the rank's on, for the ranks to predict together.</summary>
internal sealed class RankRows(IBatchSource source, int rank, int size) : IBatchSource
{
    public IReadOnlyList<int> Labels { get; } = [.. source.Labels.Where((_, row) => row % size == rank)];

    public IEnumerable<TrainingBatch> Read(IReadOnlyList<int[]> batches, int epoch, int views, CancellationToken cancellationToken) =>
        source.Read([.. batches.Select(rows => Array.ConvertAll(rows, row => (row * size) + rank))], epoch, views, cancellationToken);
}
