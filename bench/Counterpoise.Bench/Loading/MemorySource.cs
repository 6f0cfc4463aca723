using Counterpoise.Learning.Batches;
using Counterpoise.Torch;

namespace Counterpoise.Bench.Loading;

/// <summary>
/// Images that were read and augmented beforehand, each a tensor in channels-last layout: a batch costs a copy and nothing else.
/// </summary>
internal sealed class MemorySource : IBatchSource, IDisposable
{
    private readonly Tensor[][] _views;

    /// <summary>Reads all images of a source.</summary>
    public MemorySource(IBatchSource source, int views)
    {
        Labels = source.Labels;
        _views = [.. Enumerable.Range(0, views).Select(_ => new Tensor[Labels.Count])];
        var rows = 0;
        foreach (var batch in source.Read([.. Enumerable.Range(0, Labels.Count).Chunk(64)], 0, views, CancellationToken.None))
        {
            using (batch)
            {
                using var scope = torch.NewDisposeScope();
                var count = (int)batch.Labels.Count;
                for (var i = 0; i < count; i++)
                {
                    for (var view = 0; view < views; view++)
                    {
                        _views[view][rows + i] = batch.Views[view].Narrow(0, i, 1).Clone(MemoryFormat.ChannelsLast)
                            .DetachFromDisposeScope();
                    }
                }

                rows += count;
            }
        }
    }

    public IReadOnlyList<int> Labels { get; }

    public IEnumerable<TrainingBatch> Read(IReadOnlyList<int[]> batches, int epoch, int views, CancellationToken cancellationToken) =>
        batches.Select(rows => Copy(rows, views));

    public void Dispose()
    {
        foreach (var tensor in _views.SelectMany(view => view))
        {
            tensor.Dispose();
        }
    }

    private TrainingBatch Copy(int[] rows, int views)
    {
        using var scope = torch.NewDisposeScope();
        var labels = Tensor.FromArray(Array.ConvertAll(rows, row => (long)Labels[row]));
        return new TrainingBatch([.. _views.Take(views).Select(view => Tensor.Concatenate(Array.ConvertAll(rows, row => view[row])))],
            labels);
    }
}
