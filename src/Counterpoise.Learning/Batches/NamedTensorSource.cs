using Counterpoise.Torch;

namespace Counterpoise.Learning.Batches;

/// <summary>Rows that lie in tensors in memory, by name; without augmentation.</summary>
public sealed class NamedTensorSource : INamedBatchSource
{
    private readonly IReadOnlyDictionary<string, Tensor> _inputs;
    private readonly IReadOnlyDictionary<string, Tensor> _targets;
    private readonly Tensor? _rowWeights;

    /// <summary>Creates the source; the tensors stay the caller's and must outlive it.</summary>
    /// <param name="inputs">Each [n, …]; at least one.</param>
    /// <param name="targets">Each [n, …]; none where null.</param>
    /// <param name="rowWeights">[n], not negative; null where all rows count alike.</param>
    /// <exception cref="ArgumentException">There is no input, or the lengths differ.</exception>
    public NamedTensorSource(
        IReadOnlyDictionary<string, Tensor> inputs, IReadOnlyDictionary<string, Tensor>? targets = null, Tensor? rowWeights = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        (_inputs, _targets, _rowWeights) = (inputs, targets ?? new Dictionary<string, Tensor>(), rowWeights);
        if (inputs.Count == 0)
        {
            throw new ArgumentException("there is no input: give at least one tensor by name", nameof(inputs));
        }

        RowCount = (int)inputs.First().Value.Size(0);
        var others = inputs.Concat(_targets).Concat(rowWeights is null ? [] : [KeyValuePair.Create("row weights", rowWeights)]);
        foreach (var (name, tensor) in others)
        {
            if (tensor.Rank == 0 || tensor.Size(0) != RowCount)
            {
                throw new ArgumentException(
                    $"'{name}' is {tensor.ShapeText}, but '{inputs.First().Key}' has {RowCount} rows: all need as many", nameof(inputs));
            }
        }
    }

    /// <inheritdoc/>
    public int RowCount { get; }

    /// <inheritdoc/>
    public IEnumerable<NamedBatch> Read(IReadOnlyList<int[]> batches, int epoch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batches);
        foreach (var rows in batches)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Load(rows);
        }
    }

    private NamedBatch Load(int[] rows)
    {
        using var scope = torch.NewDisposeScope();
        var index = Tensor.FromArray(Array.ConvertAll(rows, row => (long)row));
        KeyValuePair<string, Tensor> Pick(KeyValuePair<string, Tensor> t) =>
            KeyValuePair.Create(t.Key, t.Value.IndexSelect(0, index.To(t.Value.Device)));
        return new NamedBatch(_inputs.Select(Pick), _targets.Select(Pick), _rowWeights?.IndexSelect(0, index.To(_rowWeights.Device)));
    }
}
