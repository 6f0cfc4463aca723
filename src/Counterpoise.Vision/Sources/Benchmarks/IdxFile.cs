using System.Buffers.Binary;
using System.IO.Compression;

namespace Counterpoise.Vision.Sources;

/// <summary>Reads IDX files of unsigned bytes, the format of MNIST, plain or compressed with gzip.</summary>
/// <remarks>
/// Layout: 0, 0, type (8 for bytes), number of dimensions, one big-endian 32-bit size per dimension, the data. Reference: LeCun, Cortes and
/// Burges, "The MNIST database".
/// </remarks>
public static class IdxFile
{
    /// <summary>Reads labels and images into a data set.</summary>
    /// <param name="imagesPath">File with the images, dimensions [N, height, width].</param>
    /// <param name="labelsPath">File with the labels, dimension [N].</param>
    /// <param name="classNames">The names of the classes; every label must be below their number.</param>
    /// <param name="split">The split the images are assigned to.</param>
    /// <exception cref="InvalidDataException">A file is not IDX, is cut short, or the two do not fit each other.</exception>
    public static ImageDataset Load(string imagesPath, string labelsPath, IReadOnlyList<string> classNames,
        DatasetSplit split = DatasetSplit.Unassigned)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        using var images = File.OpenRead(imagesPath);
        using var labels = File.OpenRead(labelsPath);
        return Load(Path.GetFileName(imagesPath), images, Path.GetFileName(labelsPath), labels, classNames, split);
    }

    internal static ImageDataset Load(string imagesName, Stream images, string labelsName, Stream labels, IReadOnlyList<string> classNames,
        DatasetSplit split)
    {
        var (sizes, pixels) = Read(images, imagesName, dimensions: 3);
        var (labelSizes, classes) = Read(labels, labelsName, dimensions: 1);
        if (labelSizes[0] != sizes[0])
        {
            throw new InvalidDataException($"{imagesName} has {sizes[0]} images and {labelsName} has {labelSizes[0]} labels");
        }

        var bad = classes.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)Math.Min(classNames.Count - 1, 255));
        if (bad >= 0)
        {
            throw new InvalidDataException($"{labelsName}: label {classes[bad]} at position {bad}, expected less than {classNames.Count}");
        }

        var (height, width) = (sizes[1], sizes[2]);
        var samples = new ImageSample[sizes[0]];
        for (var i = 0; i < samples.Length; i++)
        {
            var content = new PixelContent($"{imagesName}[{i}]", pixels.AsMemory(i * width * height, width * height), width, height,
                PixelLayout.Gray);
            samples[i] = new(i, content, classes[i], Split: split);
        }

        return new(imagesName, classNames, samples);
    }

    private static (int[] Sizes, byte[] Data) Read(Stream stream, string name, int dimensions)
    {
        using var buffered = new BufferedStream(stream);
        var first = buffered.ReadByte();
        var second = buffered.ReadByte();
        buffered.Position = 0;
        using var content = first == 0x1F && second == 0x8B ? new GZipStream(buffered, CompressionMode.Decompress) : (Stream)buffered;
        var header = new byte[4 + (4 * dimensions)];
        if (content.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length || header[0] != 0 || header[1] != 0
            || header[2] != 8 || header[3] != dimensions)
        {
            throw new InvalidDataException(
                $"{name}: not an IDX file of bytes with {dimensions} dimension(s); its header is "
                + $"{Convert.ToHexString(header.AsSpan(0, 4))}, expected 000008{dimensions:X2}");
        }

        var sizes = Enumerable.Range(0, dimensions).Select(d => BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4 + (4 * d)))).ToArray();
        var length = 1L;
        foreach (var size in sizes)
        {
            length = size < 1 || length > Array.MaxLength ? long.MaxValue : length * size;
        }

        if (length > Array.MaxLength)
        {
            throw new InvalidDataException($"{name}: its sizes are {string.Join("×", sizes)}, expected positive sizes below 2 GiB in all");
        }

        var data = new byte[length];
        var read = content.ReadAtLeast(data, data.Length, throwOnEndOfStream: false);
        return read == data.Length ? (sizes, data) : throw new InvalidDataException(
            $"{name}: {data.Length} bytes of data expected, {read} found");
    }
}
