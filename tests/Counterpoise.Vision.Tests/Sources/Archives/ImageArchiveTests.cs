using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
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
        Assert.Equal(plain.Samples.Select(s => s.Split), packed.Samples.Select(s => s.Split));
        for (var i = 0; i < plain.Count; i++)
        {
            Assert.Equal(plain.Read(i).Pixels.ToArray(), packed.Read(i).Pixels.ToArray());
        }
    }

    [Theory]
    [InlineData("film.mov")]
    [InlineData("a/film.png")]
    public void A_file_of_gigabytes_is_passed_over_unless_it_goes_for_an_image(string name)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("x.tar", []);
        using (var file = File.OpenWrite(path))
        {
            using (var tar = new TarWriter(file, TarEntryFormat.Ustar, leaveOpen: true))
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "a/small.png") { DataStream = new MemoryStream(new byte[9]) });
            }

            // Without the two empty blocks at the end the archive goes on: a header, and three gigabytes that are a hole in the file.
            file.Position = 1024;
            using var memory = new MemoryStream();
            using (var tar = new TarWriter(memory, TarEntryFormat.Ustar, leaveOpen: true))
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name));
            }

            var header = memory.ToArray()[..512];
            Encoding.ASCII.GetBytes("30000000000").CopyTo(header, 124);
            header.AsSpan(148, 8).Fill((byte)' ');
            Encoding.ASCII.GetBytes($"{Convert.ToString(header.Sum(b => b), 8).PadLeft(6, '0')}\0 ").CopyTo(header, 148);
            file.Write(header);
            file.SetLength(file.Position + (3L << 30) + 1024);
        }

        if (name.EndsWith("png", StringComparison.Ordinal))
        {
            Assert.Contains("a/film.png has 3221225472 bytes", Assert.Throws<InvalidDataException>(() => ImageArchive.Load(path)).Message,
                StringComparison.Ordinal);
            return;
        }

        var data = ImageArchive.Load(path);
        Assert.Equal((1, "film.mov"), (data.Count, Assert.Single(data.IgnoredFiles)));
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("tar.gz")]
    [InlineData("tgz")]
    public async Task A_compressed_archive_gives_the_same_images_by_many_threads(string ending)
    {
        using var folder = new TemporaryFolder();
        folder.Write("tree/set/train/a/1.jpg", Oracle.Fixture("photo.jpg"));
        folder.Write("tree/set/train/b/2.png", Oracle.Fixture("rgb.png"));
        folder.Write("tree/set/test/a/3.bmp", Oracle.Fixture("rgb.bmp"));
        folder.Write("tree/__MACOSX/set/._1.jpg", "x");
        var tree = Path.Combine(folder.Path, "tree");
        var path = Path.Combine(folder.Path, $"tree.{ending}");
        if (ending == "zip")
        {
            await ZipFile.CreateFromDirectoryAsync(tree, path, TestContext.Current.CancellationToken);
        }
        else
        {
            await using var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
            await TarFile.CreateFromDirectoryAsync(tree, gzip, includeBaseDirectory: false, TestContext.Current.CancellationToken);
        }

        var (packed, plain) = (ImageSource.Open(path), ImageFolder.Load(tree));
        Assert.Equal("tree", packed.Name);
        Assert.Equal(plain.ClassNames, packed.ClassNames);
        Assert.Equal(plain.Samples.Select(s => (s.Label, s.Split)), packed.Samples.Select(s => (s.Label, s.Split)));
        Parallel.For(0, 60, i => Assert.Equal(plain.Read(i % 3).Pixels.ToArray(), packed.Read(i % 3).Pixels.ToArray()));
    }

    [Theory]
    [InlineData("x.zip", "PK and no more of it", "not a readable zip archive")]
    [InlineData("x.tgz", "\u001f\u008b and no more of it", "x.tgz: not a readable")]
    public void A_damaged_compressed_archive_is_named(string name, string text, string expected)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write(name, Encoding.Latin1.GetBytes(text));
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => ImageArchive.Load(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('x', "00400000000")]
    [InlineData('L', "00400000000")]
    [InlineData('g', "17777777777")]
    [InlineData('K', "00000010000")]
    public void Names_that_a_header_says_are_longer_than_the_archive_are_refused_before_there_is_room_for_them(char type, string size)
    {
        using var folder = new TemporaryFolder();
        using var memory = new MemoryStream();
        using (var tar = new TarWriter(memory, TarEntryFormat.Ustar, leaveOpen: true))
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "a/small.png") { DataStream = new MemoryStream(new byte[9]) });
        }

        var bytes = memory.ToArray();
        bytes[156] = (byte)type;
        Encoding.ASCII.GetBytes(size).CopyTo(bytes, 124);
        bytes.AsSpan(148, 8).Fill((byte)' ');
        Encoding.ASCII.GetBytes($"{Convert.ToString(bytes[..512].Sum(b => b), 8).PadLeft(6, '0')}\0 ").CopyTo(bytes, 148);
        var path = folder.Write("x.tar", bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var message = Assert.Throws<InvalidDataException>(() => ImageArchive.Load(path)).Message;
        Assert.Contains("the header at byte 0 announces", message, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
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
        Assert.All(data.CountClasses(data.IndicesOf(DatasetSplit.Train)), count => Assert.Equal(5000, count));
        Assert.All(data.CountClasses(data.IndicesOf(DatasetSplit.Test)), count => Assert.Equal(1000, count));
        Assert.Equal((32, 32), (data.Read(31_234).Width, data.Read(31_234).Height));
    }
}
