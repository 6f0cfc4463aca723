using Counterpoise.Learning.Batches;
using Counterpoise.Torch;
using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Loading;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Experiments;

/// <summary>Batches of images for the trainer, decoded and augmented ahead of it, in channels-last layout.</summary>
public sealed class ImageBatchSource : IBatchSource
{
    private readonly ImageDataset _dataset;
    private readonly AugmentationPipeline _pipeline;
    private readonly ImageLoaderOptions _options;
    private readonly Dictionary<int, ImageLoader> _loaders = [];

    /// <summary>Creates the source.</summary>
    /// <param name="dataset">The images of one part, numbered from 0.</param>
    /// <param name="pipeline">The augmentation, or the pipeline without randomness for validation and test.</param>
    /// <param name="options">How images are read; its number of views does not count.</param>
    public ImageBatchSource(ImageDataset dataset, AugmentationPipeline pipeline, ImageLoaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(options);
        (_dataset, _pipeline, _options) = (dataset, pipeline, options);
    }

    /// <inheritdoc/>
    public IReadOnlyList<int> Labels => _dataset.Labels;

    /// <inheritdoc/>
    public IEnumerable<TrainingBatch> Read(IReadOnlyList<int[]> batches, int epoch, int views, CancellationToken cancellationToken)
    {
        if (!_loaders.TryGetValue(views, out var loader))
        {
            loader = _loaders[views] = new ImageLoader(_dataset, _pipeline, _options with { Views = views });
        }

        foreach (var images in loader.Load(batches, epoch, 0, cancellationToken))
        {
            yield return Copy(images, views);
        }
    }

    private static TrainingBatch Copy(ImageBatch images, int views)
    {
        using var scope = DisposeScope.Begin();
        using (images)
        {
            // The copy into channels-last frees the loader's memory for the next batch.
            var pixels = images.ToTensor();
            return new TrainingBatch([.. Enumerable.Range(0, views).Select(v => pixels.Narrow(0, v * images.Count, images.Count).Clone(MemoryFormat.ChannelsLast))], images.LabelsToTensor());
        }
    }
}
