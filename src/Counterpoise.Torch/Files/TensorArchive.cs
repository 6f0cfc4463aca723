using System.Collections.ObjectModel;

namespace Counterpoise.Torch.Files;

/// <summary>
/// An open weight file: the tensors by name. Their elements are read when they are asked for, so the archive must stay open meanwhile.
/// </summary>
public sealed class TensorArchive : IDisposable
{
    private readonly IDisposable _file;

    internal TensorArchive(string path, IDisposable file, OrderedDictionary<string, StoredTensor> tensors, OrderedDictionary<string,
        string>? metadata = null, object? root = null)
    {
        (Path, _file, Root) = (path, file, root);
        Tensors = new ReadOnlyDictionary<string, StoredTensor>(tensors);
        Metadata = new ReadOnlyDictionary<string, string>(metadata ?? []);
    }

    /// <summary>The name that a single tensor without a name gets.</summary>
    internal const string Unnamed = "tensor";

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>
    /// The tensors by name, in the order of the file. A tensor within containers is named by its keys and positions joined with dots.
    /// </summary>
    public IReadOnlyDictionary<string, StoredTensor> Tensors { get; }

    /// <summary>The texts that a safetensors file carries beside its tensors; empty for other formats.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>
    /// The object that a <c>.pth</c> file holds, null for other formats: <see cref="OrderedDictionary{TKey, TValue}"/> of object to object,
    /// <see cref="List{T}"/> (lists and sets), object arrays (tuples), <see cref="StoredTensor"/>, string, long, BigInteger, double, bool,
    /// byte arrays or null.
    /// </summary>
    public object? Root { get; }

    /// <summary>Reads all tensors, each straight into its own memory; they belong to the current dispose scope or to the caller.</summary>
    /// <param name="device">Where they are to live; null for the CPU.</param>
    /// <param name="cancellationToken">Ends the reading between two tensors.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="ObjectDisposedException">The archive is closed.</exception>
    public Dictionary<string, Tensor> ToTensors(Device? device = null, CancellationToken cancellationToken = default)
    {
        var tensors = new Dictionary<string, Tensor>(Tensors.Count, StringComparer.Ordinal);
        try
        {
            foreach (var (name, stored) in Tensors)
            {
                cancellationToken.ThrowIfCancellationRequested();
                tensors.Add(name, stored.ToTensor(device));
            }

            return tensors;
        }
        catch
        {
            foreach (var tensor in tensors.Values)
                tensor.Dispose();
            throw;
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();
}
