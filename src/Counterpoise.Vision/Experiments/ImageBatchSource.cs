using Counterpoise.Learning.Batches;
using Counterpoise.Torch;
using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Loading;
using Counterpoise.Vision.Mixing;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Experiments;

/// <summary>Batches of images for the trainer, decoded and augmented ahead of it, in channels-last layout.</summary>
public sealed class ImageBatchSource : IBatchSource
{
    private readonly ImageDataset _dataset;
    private readonly AugmentationPipeline _pipeline;
    private readonly ImageLoaderOptions _options;
    private readonly ImageMixing? _mixing;
    private readonly bool _classViewIsApart;
    private readonly Dictionary<int, ImageLoader> _loaders = [];

    /// <summary>Creates the source.</summary>
    /// <param name="dataset">The images of one part, numbered from 0.</param>
    /// <param name="pipeline">The augmentation, or the pipeline without randomness for validation and test.</param>
    /// <param name="options">How images are read; its number of views and its layout do not count.</param>
    /// <param name="mixing">How batches are mixed; null for not at all.</param>
    /// <param name="contrasts">Whether views are contrasted: those are then not mixed, and one mixed view for the class term comes before
    /// them.</param>
    public ImageBatchSource(ImageDataset dataset, AugmentationPipeline pipeline, ImageLoaderOptions options, ImageMixing? mixing = null,
        bool contrasts = false)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(options);
        mixing?.Validate();
        (_dataset, _pipeline, _options, _mixing) = (dataset, pipeline, options, mixing);
        _classViewIsApart = mixing is not null && contrasts;
    }

    /// <inheritdoc/>
    public IReadOnlyList<int> Labels => _dataset.Labels;

    /// <inheritdoc/>
    public IEnumerable<TrainingBatch> Read(IReadOnlyList<int[]> batches, int epoch, int views, CancellationToken cancellationToken) =>
        ReadShare(batches, 0, 1, epoch, views, cancellationToken);

    /// <inheritdoc/>
    public IEnumerable<TrainingBatch> ReadShare(IReadOnlyList<int[]> batches, int rank, int ranks, int epoch, int views,
        CancellationToken cancellationToken)
    {
        var read = views + (_classViewIsApart ? 1 : 0);
        if (!_loaders.TryGetValue(read, out var loader))
        {
            loader = _loaders[read] = new ImageLoader(_dataset, _pipeline, _options with { Views = read, ChannelsLast = true });
        }

        foreach (var images in loader.Load(batches, epoch, 0, rank, ranks, cancellationToken))
        {
            yield return Copy(images, epoch);
        }
    }

    private TrainingBatch Copy(ImageBatch images, int epoch)
    {
        using var scope = torch.NewDisposeScope();
        using (images)
        {
            var mixed = _mixing?.Apply(images, _options.Seed, epoch, _classViewIsApart ? 1 : null);

            // The copy frees the loader's memory for the next batch.
            var pixels = images.ToTensor();
            var views = Enumerable.Range(0, images.Views).Select(v =>
                pixels.Narrow(0, v * images.Count, images.Count).Clone(MemoryFormat.ChannelsLast));
            return new TrainingBatch([.. views], images.LabelsToTensor())
            {
                ClassViewIsApart = _classViewIsApart,
                PartnerLabels = mixed is null ? null : Tensor.FromArray(mixed.PartnerLabels).DetachFromDisposeScope(),
                PartnerShare = mixed is null ? 0 : 1 - mixed.Lambda,
            };
        }
    }
}
