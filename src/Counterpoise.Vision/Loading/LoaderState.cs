using System.Collections.Concurrent;
using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Loading;

/// <summary>What a loader keeps from epoch to epoch: its images and options, the buffers to reuse, and the images that failed.</summary>
internal sealed class LoaderState(ImageDataset dataset, AugmentationPipeline pipeline, ImageLoaderOptions options)
{
    private readonly ConcurrentBag<float[]> _buffers = [];
    private readonly ConcurrentDictionary<int, UnreadableImage> _unreadable = new();

    public ImageDataset Dataset { get; } = dataset;

    public ImageLoaderOptions Options { get; } = options;

    public int Size { get; } = pipeline.Size;

    public ImageReader Reader { get; } = new(dataset, pipeline, options);

    public IReadOnlyList<UnreadableImage> Unreadable => [.. _unreadable.Values.OrderBy(image => image.Index)];

    public float[] Rent(int length) => _buffers.TryTake(out var buffer) && buffer.Length >= length ? buffer
        : GC.AllocateArray<float>(length, pinned: true);

    public void GiveBack(float[] buffer) => _buffers.Add(buffer);

    public void Report(int index, UnreadableImageException fault) => _unreadable[index] = new(index, fault.Name, fault.Reason);
}
