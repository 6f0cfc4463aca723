namespace Counterpoise.Deploy.TfLite;

/// <summary>A tensor of a TensorFlow Lite file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Type of its elements.</param>
/// <param name="Shape">Its shape, the batch first.</param>
/// <param name="Data">Bytes of a constant, little-endian; empty for what is computed.</param>
/// <param name="Scales">Quantization scales: none, one, or one for each channel.</param>
/// <param name="ZeroPoints">Zero points, as many as scales.</param>
/// <param name="ChannelAxis">The axis of the channels that have scales of their own.</param>
internal sealed record TfLiteTensor(string Name, TfLiteKind Kind, int[] Shape, byte[] Data, float[] Scales, long[] ZeroPoints,
    int ChannelAxis)
{
    public bool IsConstant => Data.Length > 0;

    public long Count => Shape.Aggregate(1L, (count, size) => Math.Min(count * size, int.MaxValue));

    public override string ToString() => $"'{Name}' ({Kind}, {string.Join('x', Shape)})";
}
