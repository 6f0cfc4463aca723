using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Loading;

/// <summary>Brings one image to its loading size and, view by view, through the augmentation into numbers.</summary>
internal sealed class ImageReader
{
    private readonly ImageDataset _dataset;
    private readonly AugmentationPipeline _pipeline;
    private readonly ImageLoaderOptions _options;
    private readonly LoadSize _loadSize;
    private readonly DecodeOptions _decode;
    private readonly LoadedImageCache? _cache;

    public ImageReader(ImageDataset dataset, AugmentationPipeline pipeline, ImageLoaderOptions options)
    {
        (_dataset, _pipeline, _options) = (dataset, pipeline, options);
        _loadSize = options.LoadSize ?? LoadSize.ShortSide(2 * pipeline.Size);
        var needed = Math.Max(_loadSize.Side, Math.Max(_loadSize.Width, _loadSize.Height));
        _decode = new DecodeOptions
        {
            Alpha = options.Alpha,
            MinimumShortSide = options.ReducedDecoding ? needed : 0,
            MaximumPixels = options.MaximumPixels,
            SixteenBitDepth = options.SixteenBitDepth,
        };
        _cache = options.CacheBytes > 0 ? new(options.CacheBytes) : null;
    }

    /// <summary>Floats per image and view.</summary>
    public int Stride => RgbImage.Channels * _pipeline.Size * _pipeline.Size;

    public long CachedBytes => _cache?.Bytes ?? 0;

    /// <summary>Reads one image and writes its views.</summary>
    /// <param name="worker">The memory of this thread.</param>
    /// <param name="index">The image.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="occurrence">How often the image still comes up later in the epoch.</param>
    /// <param name="row">Gives the place of a view.</param>
    public void Read(Worker worker, int index, int epoch, int occurrence, Func<int, Memory<float>> row)
    {
        var loaded = _cache?.Find(index) ?? Load(worker, index);
        for (var view = 0; view < _options.Views; view++)
        {
            worker.Frame.Begin(loaded);
            _pipeline.Apply(worker.Frame, _options.Seed, epoch, index, view, occurrence);
            if (_options.ChannelsLast)
            {
                _options.Normalization.WriteChannelsLast(worker.Frame.Image, row(view).Span);
            }
            else
            {
                _options.Normalization.Write(worker.Frame.Image, row(view).Span);
            }
        }
    }

    private RgbImage Load(Worker worker, int index)
    {
        var image = worker.Loaded;
        _dataset.Samples[index].Content.ReadInto(image, _decode);
        var (width, height) = _loadSize.Of(image.Width, image.Height);
        if (width <= image.Width && height <= image.Height && (width, height) != (image.Width, image.Height))
        {
            worker.Frame.Resizer.Resize(image, width, height, worker.Shrunk);
            image.SwapWith(worker.Shrunk);
        }

        _cache?.Keep(index, image);
        return image;
    }

    /// <summary>What one thread needs.</summary>
    internal sealed class Worker
    {
        public AugmentationFrame Frame { get; } = new();

        public RgbImage Loaded { get; } = new();

        public RgbImage Shrunk { get; } = new();
    }
}
