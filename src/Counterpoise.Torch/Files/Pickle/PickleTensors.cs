using System.Globalization;
using System.Text;

namespace Counterpoise.Torch.Files;

/// <summary>Names the tensors within nested containers, and bounds what they may ask for.</summary>
internal sealed class PickleTensors(string path, long fileBytes)
{
    // A list may hold itself, or the same list twice at each of many levels: both ends of a walk that never ends.
    private const int MaximumDepth = 64;
    private const int MaximumValues = 1_000_000;

    // Shared storages and stride 0 let a small file stand for any amount of memory. Tied weights and expanded buffers stay well within.
    private const int MaximumExpansion = 4;
    private const long ExpansionAllowance = 16 << 20;

    private const int MaximumKey = 1024;

    private readonly OrderedDictionary<string, StoredTensor> _tensors = [];
    private readonly StringBuilder _name = new();
    private long _bytes;
    private int _values;

    public static OrderedDictionary<string, StoredTensor> Collect(object? root, string path, long fileBytes)
    {
        var tensors = new PickleTensors(path, fileBytes);
        tensors.Visit(root, 0);
        return tensors._tensors;
    }

    private void Visit(object? value, int depth)
    {
        if (depth > MaximumDepth || ++_values > MaximumValues)
            throw new WeightFileException(path,
                $"containers {(depth > MaximumDepth ? $"nested deeper than {MaximumDepth}" : $"of over {MaximumValues} values")}",
                "a checkpoint, not a trap");
        switch (value)
        {
            case StoredTensor tensor:
                Add(tensor);
                break;
            case OrderedDictionary<object, object?> dictionary:
                foreach (var (key, item) in dictionary)
                    Visit(item, Convert.ToString(key, CultureInfo.InvariantCulture)!, depth + 1);
                break;
            case List<object?> or object?[]:
                var position = 0;
                foreach (var item in (IList<object?>)value)
                    Visit(item, (position++).ToString(CultureInfo.InvariantCulture), depth + 1);
                break;
        }
    }

    private void Visit(object? item, string key, int depth)
    {
        if (key.Length > MaximumKey)
            throw new WeightFileException(path, $"a key of {key.Length} characters", $"at most {MaximumKey}");
        var outer = _name.Length;
        _name.Append(outer == 0 ? "" : ".").Append(key);
        Visit(item, depth);
        _name.Length = outer;
    }

    private void Add(StoredTensor tensor)
    {
        _bytes += Math.Min(tensor.ByteCount, long.MaxValue - _bytes - (2 * _name.Length)) + (2 * _name.Length);
        if (_bytes > (MaximumExpansion * fileBytes) + ExpansionAllowance)
            throw new WeightFileException(path, $"tensors of {_bytes} bytes or more in a file of {fileBytes}",
                $"at most {MaximumExpansion} times the file and {ExpansionAllowance} bytes");
        var name = _name.Length == 0 ? TensorArchive.Unnamed : _name.ToString();
        if (!_tensors.TryAdd(name, tensor))
            throw new WeightFileException(path, $"two tensors that are both called '{name}'", "keys that differ when joined with dots");
    }
}
