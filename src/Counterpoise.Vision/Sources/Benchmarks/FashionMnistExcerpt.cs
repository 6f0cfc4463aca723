namespace Counterpoise.Vision.Sources;

/// <summary>
/// 2,900 images of Fashion-MNIST that come with the library: five classes, 360 training images of each of the first four,
/// 1,260 of the last, and 40 test images of each. Enough for every scenario of the paper with up to 300 balanced validation images.
/// </summary>
/// <remarks>
/// The first images of each class in the order of the original files. Reference: Xiao, Rasul and Vollgraf, "Fashion-MNIST",
/// 2017, arXiv:1708.07747. Licence: MIT, Zalando SE; see <see cref="Licence"/>.
/// </remarks>
public static class FashionMnistExcerpt
{
    private const string Prefix = "fashion-mnist-excerpt-";

    /// <summary>The classes: four that are rare in the scenarios, and the shirt, for which each of them can be taken.</summary>
    public static IReadOnlyList<string> ClassNames { get; } = ["T-shirt/top", "Pullover", "Dress", "Coat", "Shirt"];

    /// <summary>The licence of the images.</summary>
    public static string Licence
    {
        get
        {
            using var reader = new StreamReader(Resource("fashion-mnist-LICENSE.txt"));
            return reader.ReadToEnd();
        }
    }

    /// <summary>Reads the images; training images come first.</summary>
    public static ImageDataset Load()
    {
        var train = Read("train", DatasetSplit.Train);
        var test = Read("test", DatasetSplit.Test);
        return new("fashion-mnist-excerpt", ClassNames, [.. train.Samples,
            .. test.Samples.Select(sample => sample with { Index = sample.Index + train.Count })]);
    }

    private static ImageDataset Read(string split, DatasetSplit datasetSplit)
    {
        using var images = Resource($"{Prefix}{split}-images.gz");
        using var labels = Resource($"{Prefix}{split}-labels.gz");
        return IdxFile.Load($"fashion-{split}", images, $"fashion-{split}-labels", labels, ClassNames, datasetSplit);
    }

    private static Stream Resource(string name) =>
        typeof(FashionMnistExcerpt).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the assembly was built without its resource {name}");
}
