namespace Counterpoise.Torch.Files;

/// <summary>
/// The elements that one or more tensors of a <c>.pth</c> file share. In the legacy format their place is known only after the pickle.
/// </summary>
internal sealed class PickledStorage(string key, ScalarType type, long count) : ByteSource
{
    private ByteSource? _bytes;

    public string Key => key;

    public ScalarType Type => type;

    /// <summary>The number of elements that the pickle claims.</summary>
    public long Count => count;

    public bool IsPlaced => _bytes is not null;

    public override long Length => count * type.Size();

    public override void Read(long offset, Span<byte> destination) => _bytes!.Read(offset, destination);

    /// <summary>Tells where the elements are; their length must be the claimed one.</summary>
    public void Place(ByteSource bytes, string path)
    {
        if (bytes.Length != Length)
            throw new WeightFileException(path, $"{bytes.Length} bytes in storage '{key}'", $"{Length} for {count} elements of {type}");
        _bytes = bytes;
    }
}
