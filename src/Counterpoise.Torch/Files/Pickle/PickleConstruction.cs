using System.Text;

namespace Counterpoise.Torch.Files;

/// <summary>What the allowed constructions make of their arguments.</summary>
internal static class PickleConstruction
{
    public static object Make(PickledGlobal global, object?[] arguments, string path) => (global, arguments) switch
    {
        (PickledGlobal.OrderedDict, []) => new OrderedDictionary<object, object?>(),
        (PickledGlobal.OrderedDict, [List<object?> pairs]) => Dictionary(pairs, path),
        (PickledGlobal.Size, [object?[] lengths]) => lengths,
        (PickledGlobal.Device, [string type]) => type,
        (PickledGlobal.Device, [string type, long index]) => $"{type}:{index}",
        (PickledGlobal.Encode, [string text, "latin1" or "latin-1"]) => Encoding.Latin1.GetBytes(text),
        (PickledGlobal.RebuildParameter, [StoredTensor tensor, ..]) => tensor,
        (PickledGlobal.RebuildTensor, [PickledStorage storage, long offset, object?[] shape, object?[] strides, ..]) =>
            Tensor(storage, offset, Integers(shape, path), Integers(strides, path), path),
        _ => throw new WeightFileException(path, $"a construction {global} of {arguments.Length} arguments that do not fit it",
            "the arguments that torch.save writes"),
    };

    /// <summary>How much a construction copies. A memo lets a few bytes name one long argument again and again.</summary>
    public static long Cost(object?[] arguments) => arguments switch
    {
        [List<object?> pairs] => pairs.Count,
        [string text, ..] => text.Length,
        _ => 0,
    };

    private static OrderedDictionary<object, object?> Dictionary(List<object?> pairs, string path)
    {
        var dictionary = new OrderedDictionary<object, object?>();
        foreach (var pair in pairs)
        {
            var (key, value) = pair switch
            {
                object?[] and [string or long or double or bool, _] tuple => (tuple[0]!, tuple[1]),
                List<object?> and [string or long or double or bool, _] list => (list[0]!, list[1]),
                _ => throw new WeightFileException(path, "an OrderedDict of something else than pairs",
                    "pairs of a text or number and a value"),
            };
            dictionary[key] = value;
        }

        return dictionary;
    }

    private static StoredTensor Tensor(PickledStorage storage, long offset, long[] shape, long[] strides, string path)
    {
        if (!StoredLayout.TryCountBytes(shape, storage.Type, out _, out var fault))
            throw new WeightFileException(path, fault, "a shape whose bytes can be counted");
        if (StoredLayout.End(offset, shape, strides) is not { } end || end > storage.Count)
            throw new WeightFileException(path,
                $"a tensor of shape {StoredLayout.Text(shape)}, strides {StoredLayout.Text(strides)} from element {offset}",
                $"one within the {storage.Count} elements of storage '{storage.Key}'");
        return new StoredTensor(storage, storage.Type, shape, strides, offset);
    }

    private static long[] Integers(object?[] tuple, string path) => tuple.Length > StoredLayout.MaximumRank
        ? throw new WeightFileException(path, $"a shape of {tuple.Length} dimensions", $"at most {StoredLayout.MaximumRank}")
        : [.. tuple.Select(v => v is long value ? value : throw new WeightFileException(path,
            "a shape or strides of something else than whole numbers", "whole numbers"))];
}
