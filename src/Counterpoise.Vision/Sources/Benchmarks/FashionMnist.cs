namespace Counterpoise.Vision.Sources;

/// <summary>Reads the whole Fashion-MNIST: 60,000 training and 10,000 test images of 28×28 in ten classes.</summary>
/// <remarks>Reference: Xiao, Rasul and Vollgraf, "Fashion-MNIST", 2017, arXiv:1708.07747. Licence: MIT, Zalando SE.</remarks>
public static class FashionMnist
{
    /// <summary>Where the Debian package puts the files.</summary>
    public const string DefaultFolder = "/usr/share/datasets/fashion-mnist";

    /// <summary>The classes, in the order of the labels.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    /// <summary>Reads the four files; training images come first.</summary>
    /// <param name="folder">The folder that holds them.</param>
    /// <exception cref="FileNotFoundException">A file is missing; the message names the Debian package.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static ImageDataset Load(string folder = DefaultFolder)
    {
        var train = Read(folder, "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", DatasetSplit.Train);
        var test = Read(folder, "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz", DatasetSplit.Test);
        return new("fashion-mnist", ClassNames, [.. train.Samples,
            .. test.Samples.Select(sample => sample with { Index = sample.Index + train.Count })]);
    }

    private static ImageDataset Read(string folder, string images, string labels, DatasetSplit split)
    {
        foreach (var file in new[] { images, labels })
        {
            if (!File.Exists(Path.Combine(folder, file)))
            {
                throw new FileNotFoundException(
                    $"{Path.Combine(folder, file)} is missing: install Fashion-MNIST with 'apt-get install dataset-fashion-mnist', or "
                    + $"give the folder that holds its four .gz files", file);
            }
        }

        return IdxFile.Load(Path.Combine(folder, images), Path.Combine(folder, labels), ClassNames, split);
    }
}
