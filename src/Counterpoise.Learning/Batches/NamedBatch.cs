using Counterpoise.Torch;

namespace Counterpoise.Learning.Batches;

/// <summary>
/// One batch of any kind of data: input tensors and targets by name, and a weight for each row where rows count differently.
/// </summary>
public class NamedBatch : IDisposable
{
    private readonly OrderedDictionary<string, Tensor> _inputs;
    private readonly OrderedDictionary<string, Tensor> _targets;

    /// <summary>Creates a batch; it owns its tensors.</summary>
    /// <param name="inputs">What the model sees, each [N, …] unless the step says otherwise; at least one.</param>
    /// <param name="targets">What is to be learnt, each [N, …]; none where null.</param>
    /// <param name="rowWeights">[N], not negative; null where all rows count alike.</param>
    /// <exception cref="ArgumentException">There is no input.</exception>
    public NamedBatch(
        IEnumerable<KeyValuePair<string, Tensor>> inputs, IEnumerable<KeyValuePair<string, Tensor>>? targets = null,
        Tensor? rowWeights = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        (_inputs, _targets, RowWeights) = (new(inputs), new(targets ?? []), rowWeights);
        if (_inputs.Count == 0)
        {
            throw new ArgumentException("the batch has no input: give at least one tensor by name", nameof(inputs));
        }

        foreach (var tensor in All())
        {
            tensor.DetachFromDisposeScope();
        }
    }

    /// <summary>What the model sees, by name.</summary>
    public IReadOnlyDictionary<string, Tensor> Inputs => _inputs;

    /// <summary>What is to be learnt, by name.</summary>
    public IReadOnlyDictionary<string, Tensor> Targets => _targets;

    /// <summary>[N]; null where all rows count alike.</summary>
    public Tensor? RowWeights { get; private set; }

    /// <summary>N, the length of the first input.</summary>
    public virtual int RowCount => (int)_inputs.GetAt(0).Value.Size(0);

    /// <summary>An input by its name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="KeyNotFoundException">There is none of this name; the message lists those that are there.</exception>
    public Tensor Input(string name) => Find(_inputs, name, "input");

    /// <summary>A target by its name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="KeyNotFoundException">There is none of this name; the message lists those that are there.</exception>
    public Tensor Target(string name) => Find(_targets, name, "target");

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Moves the batch to a device, and frees what it leaves behind; nothing happens where it is there already.</summary>
    internal virtual void MoveTo(Device device)
    {
        Move(_inputs, device);
        Move(_targets, device);
        RowWeights = RowWeights is { } weights ? Moved(weights, device) : null;
    }

    /// <summary>Adds a target after construction, for initialisers of derived batches.</summary>
    private protected void Add(string target, Tensor tensor) => _targets[target] = tensor;

    /// <summary>Frees the tensors.</summary>
    /// <param name="disposing">False when a finaliser calls.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var tensor in All())
            {
                tensor.Dispose();
            }
        }
    }

    private static void Move(OrderedDictionary<string, Tensor> tensors, Device device)
    {
        for (var i = 0; i < tensors.Count; i++)
        {
            tensors.SetAt(i, Moved(tensors.GetAt(i).Value, device));
        }
    }

    private static Tensor Moved(Tensor tensor, Device device)
    {
        if (tensor.device_type == device.type && (tensor.device_index == device.index || device.index < 0))
        {
            return tensor;
        }

        var moved = tensor.to(device).DetachFromDisposeScope();
        tensor.Dispose();
        return moved;
    }

    private static Tensor Find(OrderedDictionary<string, Tensor> tensors, string name, string kind) =>
        tensors.TryGetValue(name, out var found)
        ? found
        : throw new KeyNotFoundException(
            $"the batch has no {kind} '{name}'; it has "
                + $"{(tensors.Count == 0 ? "none" : string.Join(", ", tensors.Keys.Select(k => $"'{k}'")))}");

    private IEnumerable<Tensor> All() => [.. _inputs.Values, .. _targets.Values,
        .. RowWeights is { } weights ? [weights] : Array.Empty<Tensor>()];
}
