using Counterpoise.Torch;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Loading;

/// <summary>
/// A batch of N images in V views: numbers in the order [V·N, 3, S, S], or [V·N, S, S, 3] with channels last, all first views before
/// all second ones. Its memory is reused once it is disposed.
/// </summary>
public sealed class ImageBatch : IDisposable
{
    private readonly Action<float[]> _giveBack;
    private float[]? _buffer;

    internal ImageBatch(float[] buffer, int views, int size, bool channelsLast, int[] indices, long[] labels, Action<float[]> giveBack) =>
        (_buffer, Views, Size, ChannelsLast, Indices, Labels, _giveBack) = (buffer, views, size, channelsLast, indices, labels, giveBack);

    /// <summary>Number of images N.</summary>
    public int Count => Indices.Length;

    /// <summary>Views per image V.</summary>
    public int Views { get; }

    /// <summary>Side S of the images in pixels.</summary>
    public int Size { get; }

    /// <summary>Whether the three numbers of a pixel lie together (<see cref="ImageLoaderOptions.ChannelsLast"/>).</summary>
    public bool ChannelsLast { get; }

    /// <summary>The index of each image in the data set.</summary>
    public int[] Indices { get; }

    /// <summary>The label of each image; N of them, whatever the number of views.</summary>
    public long[] Labels { get; }

    /// <summary>The numbers, [V·N, 3, S, S], or [V·N, S, S, 3] with channels last.</summary>
    /// <exception cref="ObjectDisposedException">The batch was disposed.</exception>
    public Memory<float> Pixels
    {
        get
        {
            ObjectDisposedException.ThrowIf(_buffer is null, this);
            return _buffer.AsMemory(0, Views * Count * Stride);
        }
    }

    private int Stride => RgbImage.Channels * Size * Size;

    /// <summary>The numbers of one image in one view, [3, S, S], or [S, S, 3] with channels last.</summary>
    /// <param name="position">Position in the batch, 0 to N−1.</param>
    /// <param name="view">The view, 0 to V−1.</param>
    public Span<float> Image(int position, int view = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)position, (uint)Count, nameof(position));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)view, (uint)Views, nameof(view));
        return Pixels.Span.Slice(((view * Count) + position) * Stride, Stride);
    }

    /// <summary>
    /// The numbers as a tensor [V·N, 3, S, S], in the memory format they have, that shares their memory: dispose it, and what still needs
    /// it, before the batch.
    /// </summary>
    public Tensor ToTensor()
    {
        if (!ChannelsLast)
        {
            return Tensor.Over(Pixels.Span, (long)Views * Count, RgbImage.Channels, Size, Size);
        }

        using var pixels = Tensor.Over(Pixels.Span, (long)Views * Count, Size, Size, RgbImage.Channels);
        return pixels.permute(0, 3, 1, 2);
    }

    /// <summary>The labels as a tensor [N] of 64-bit integers.</summary>
    public Tensor LabelsToTensor() => Tensor.FromArray(Labels, Count);

    /// <summary>Gives the memory back to the loader.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
        {
            _giveBack(buffer);
        }
    }
}
