namespace Counterpoise.Vision.Sources;

/// <summary>Reads the binary versions of CIFAR-10 and CIFAR-100: per image one or two label bytes and 32×32×3 planar bytes.</summary>
/// <remarks>Reference: Krizhevsky, "Learning multiple layers of features from tiny images", 2009.</remarks>
public static class CifarBinary
{
    private const int Side = 32;
    private const int ImageBytes = Side * Side * 3;

    /// <summary>Reads the folder <c>cifar-10-batches-bin</c> or <c>cifar-100-binary</c>, which is told by its files.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="coarse">Whether CIFAR-100 gives its 20 superclasses instead of the 100 classes.</param>
    /// <returns>Training images first, in the order of the files, then the test images.</returns>
    /// <exception cref="InvalidDataException">Files are missing, have another length, or a label is out of range.</exception>
    public static ImageDataset Load(string folder, bool coarse = false)
    {
        if (File.Exists(Path.Combine(folder, "data_batch_1.bin")))
        {
            string[] train = [.. Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin")];
            return Read(folder, "cifar-10", train, "test_batch.bin", "batches.meta.txt", labelBytes: 1, labelAt: 0);
        }

        if (File.Exists(Path.Combine(folder, "train.bin")))
        {
            return Read(folder, "cifar-100", ["train.bin"], "test.bin", coarse ? "coarse_label_names.txt" : "fine_label_names.txt",
                labelBytes: 2, labelAt: coarse ? 0 : 1);
        }

        throw new InvalidDataException(
            $"{folder}: found neither data_batch_1.bin (CIFAR-10) nor train.bin (CIFAR-100); expected the unpacked binary version");
    }

    private static ImageDataset Read(string folder, string name, string[] train, string test, string namesFile, int labelBytes, int labelAt)
    {
        var classes = Required(folder, namesFile, File.ReadAllLines).Where(line => line.Length > 0).ToArray();
        var samples = new List<ImageSample>();
        foreach (var file in train.Append(test))
        {
            var bytes = Required(folder, file, File.ReadAllBytes);
            var row = labelBytes + ImageBytes;
            if (bytes.Length == 0 || bytes.Length % row != 0)
            {
                throw new InvalidDataException(
                    $"{Path.Combine(folder, file)}: {bytes.Length} bytes are no multiple of {row}, the size of one {name} row");
            }

            for (var i = 0; i < bytes.Length / row; i++)
            {
                int label = bytes[(i * row) + labelAt];
                if (label >= classes.Length)
                {
                    throw new InvalidDataException(
                        $"{Path.Combine(folder, file)}: image {i} has label {label}; {namesFile} names {classes.Length} classes");
                }

                var content = new PixelContent($"{file}[{i}]", bytes.AsMemory((i * row) + labelBytes, ImageBytes), Side, Side,
                    PixelLayout.Planar);
                samples.Add(new(samples.Count, content, label, Split: file == test ? DatasetSplit.Test : DatasetSplit.Train));
            }
        }

        return new(name, classes, samples);
    }

    private static T Required<T>(string folder, string file, Func<string, T> read)
    {
        var path = Path.Combine(folder, file);
        return File.Exists(path) ? read(path) : throw new InvalidDataException(
            $"{path} is missing; expected the unpacked binary version with all its files");
    }
}
