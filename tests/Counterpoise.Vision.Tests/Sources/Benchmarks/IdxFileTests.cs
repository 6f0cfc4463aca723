using System.IO.Compression;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Tests.Sources;

public sealed class IdxFileTests
{
    private static readonly byte[] Images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    private static readonly byte[] Labels = [0, 0, 8, 1, 0, 0, 0, 2, 1, 0];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_and_labels_are_read_plain_and_compressed(bool compressed)
    {
        using var folder = new TemporaryFolder();
        var data = IdxFile.Load(folder.Write("images", Maybe(Images)), folder.Write("labels", Maybe(Labels)), ["a", "b"],
            DatasetSplit.Train);
        Assert.Equal([1, 0], data.Labels);
        var image = data.Read(1);
        Assert.Equal((3, 2), (image.Width, image.Height));
        Assert.Equal([7, 7, 7, 8, 8, 8, 9, 9, 9, 10, 10, 10, 11, 11, 11, 12, 12, 12], image.Pixels.ToArray());
        Assert.Equal(DatasetSplit.Train, data.Samples[0].Split);

        byte[] Maybe(byte[] bytes)
        {
            if (!compressed)
            {
                return bytes;
            }

            using var memory = new MemoryStream();
            using (var gzip = new GZipStream(memory, CompressionMode.Compress))
            {
                gzip.Write(bytes);
            }

            return memory.ToArray();
        }
    }

    [Fact]
    public void Files_that_are_damaged_or_do_not_fit_are_refused()
    {
        using var folder = new TemporaryFolder();
        var images = folder.Write("images", Images);
        var labels = folder.Write("labels", Labels);
        Refuses(folder.Write("first", Labels), labels, "header");
        Refuses(folder.Write("short", Images[..^1]), labels, "12 bytes of data expected, 11 found");
        Refuses(folder.Write("empty", Array.Empty<byte>()), labels, "not an IDX file");
        Refuses(images, folder.Write("three", [0, 0, 8, 1, 0, 0, 0, 3, 1, 0, 1]), "2 images");
        Refuses(images, folder.Write("high", [0, 0, 8, 1, 0, 0, 0, 2, 1, 2]), "label 2 at position 1");
        Refuses(folder.Write("huge", [0, 0, 8, 3, 127, 255, 255, 255, 127, 255, 255, 255, 127, 255, 255, 255]), labels, "2 GiB");
    }

    private static void Refuses(string images, string labels, string expected) =>
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => IdxFile.Load(images, labels, ["a", "b"])).Message,
            StringComparison.Ordinal);
}
