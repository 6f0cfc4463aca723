using System.Formats.Tar;
using System.IO.Compression;
using Counterpoise.Tests;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Tests.Sources;

public sealed class ImageArchiveTests
{
    [Fact]
    public async Task A_tar_gives_the_same_images_as_the_folder_it_was_made_of()
    {
        using var folder = new TemporaryFolder();
        folder.Write("tree/train/a/1.jpg", Oracle.Fixture("photo.jpg"));
        folder.Write("tree/train/b/2.png", Oracle.Fixture("rgb.png"));
        folder.Write("tree/test/a/3.bmp", Oracle.Fixture("rgb.bmp"));
        var tree = Path.Combine(folder.Path, "tree");
        var tar = Path.Combine(folder.Path, "tree.tar");
        await TarFile.CreateFromDirectoryAsync(tree, tar, includeBaseDirectory: false, TestContext.Current.CancellationToken);
        var (packed, plain) = (ImageArchive.Load(tar), ImageFolder.Load(tree));
        Assert.Equal(plain.ClassNames, packed.ClassNames);
        Assert.Equal(plain.Labels, packed.Labels);
        Assert.Equal(plain.Samples.Select(s => s.Part), packed.Samples.Select(s => s.Part));
        for (var i = 0; i < plain.Count; i++)
        {
            Assert.Equal(plain.Read(i).Pixels.ToArray(), packed.Read(i).Pixels.ToArray());
        }
    }

    [Fact]
    public void A_compressed_archive_says_what_to_do()
    {
        using var folder = new TemporaryFolder();
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionMode.Compress))
        {
            gzip.Write(new byte[1024]);
        }

        var path = folder.Write("x.tar", memory.ToArray());
        Assert.Contains("gunzip", Assert.Throws<InvalidDataException>(() => ImageArchive.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_archive_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("x.tar", string.Concat(Enumerable.Repeat("this is not an archive. ", 100)));
        Assert.Throws<InvalidDataException>(() => ImageArchive.Load(path));
    }

    [Fact]
    public void Cifar10_as_jpeg_is_read_in_place()
    {
        var data = ImageSource.Open(Repository.Data("cifar10-jpeg.tar"));
        Assert.Equal(10, data.ClassNames.Count);
        Assert.All(data.CountClasses(data.IndicesOf(DatasetPart.Train)), count => Assert.Equal(5000, count));
        Assert.All(data.CountClasses(data.IndicesOf(DatasetPart.Test)), count => Assert.Equal(1000, count));
        Assert.Equal((32, 32), (data.Read(31_234).Width, data.Read(31_234).Height));
    }
}
