using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Loading;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Serving.Models;

/// <summary>Brings uploaded images through the pipeline that training and <c>predict</c> use, so that all say the same.</summary>
internal static class ImageBatches
{
    /// <summary>Numbers of the images that can be read, [n, 3, S, S], their places, and why the others cannot be read.</summary>
    public static (ImageBatch? Batch, Dictionary<int, string> Faults) Load(IReadOnlyList<byte[]> images, IReadOnlyList<string> classes,
        AugmentationPipeline pipeline, Normalization normalization, long maximumPixels, int sixteenBitDepth)
    {
        ImageSample[] samples = [.. images.Select((bytes, i) => new ImageSample(i, new UploadedImage($"image {i}", bytes), 0))];
        var loader = new ImageLoader(new ImageDataset("request", classes, samples), pipeline, new ImageLoaderOptions
        {
            Normalization = normalization, MaximumPixels = maximumPixels, SixteenBitDepth = sixteenBitDepth,
                Unreadable = UnreadablePolicy.Skip,
        });
        var batch = loader.Load(ImageLoader.InOrder(images.Count, images.Count), 0).FirstOrDefault();
        return (batch, loader.Unreadable.ToDictionary(u => u.Index, u => u.Reason.ToString()));
    }

    /// <summary>Puts probabilities back to the places of their images.</summary>
    public static IReadOnlyList<ScoredInput> Place(int count, int[] places, double[] probabilities, Dictionary<int, string> faults)
    {
        var scored = new ScoredInput[count];
        var classes = places.Length == 0 ? 0 : probabilities.Length / places.Length;
        for (var i = 0; i < places.Length; i++) scored[places[i]] =
            new ScoredInput(probabilities[(i * classes)..((i + 1) * classes)], null);
        for (var i = 0; i < count; i++) scored[i] ??= new ScoredInput(null, faults.GetValueOrDefault(i, "it cannot be read"));
        return scored;
    }
}
