using Counterpoise.Torch;

namespace Counterpoise.Learning.Batches;

/// <summary>Rows that lie in one tensor in memory; without augmentation, so that two views are the same.</summary>
public sealed class TensorBatchSource : IBatchSource
{
    private readonly Tensor _inputs;

    /// <summary>Creates the source; the tensor stays the caller's and must outlive it.</summary>
    /// <param name="inputs">[n, …].</param>
    /// <param name="labels">n classes, from 0.</param>
    /// <exception cref="ArgumentException">The counts differ.</exception>
    public TensorBatchSource(Tensor inputs, IReadOnlyList<int> labels)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(labels);
        if (inputs.Rank == 0 || inputs.Size(0) != labels.Count)
        {
            throw new ArgumentException(
                $"inputs of shape [{string.Join(", ", inputs.Shape)}] and {labels.Count} labels: expected as many rows as labels",
                nameof(labels));
        }

        (_inputs, Labels) = (inputs, labels);
    }

    /// <inheritdoc/>
    public IReadOnlyList<int> Labels { get; }

    /// <inheritdoc/>
    public IEnumerable<TrainingBatch> Read(IReadOnlyList<int[]> batches, int epoch, int views, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batches);
        foreach (var rows in batches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Load(rows, views);
        }
    }

    private TrainingBatch Load(int[] rows, int views)
    {
        using var scope = torch.NewDisposeScope();
        var index = Tensor.FromArray(rows.Select(r => (long)r).ToArray()).To(_inputs.Device);
        var labels = Tensor.FromArray(rows.Select(r => (long)Labels[r]).ToArray()).To(_inputs.Device);
        return new TrainingBatch([.. Enumerable.Range(0, views).Select(_ => _inputs.IndexSelect(0, index))], labels);
    }
}
