using System.IO.Compression;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Tests.Sources;

public sealed class IdxFolderTests
{
    [Fact]
    public void Digits_are_called_by_their_numbers_and_not_by_clothes()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "train", [7, 0, 7], compressed: true);
        Write(folder, "t10k", [0, 7], compressed: true);
        var data = ImageSource.Open(folder.Path);
        Assert.Equal(["0", "7"], data.ClassNames);
        Assert.Equal([1, 0, 1, 0, 1], data.Labels);
        Assert.Equal([0, 1, 2], data.IndicesOf(DatasetSplit.Train));
        Assert.Equal([3, 4], data.IndicesOf(DatasetSplit.Test));
        Assert.Equal(Path.GetFileName(folder.Path), data.Name);
        Assert.Equal(1, data.Read(3).Pixels[0]);
    }

    [Theory]
    [InlineData("images-idx3-ubyte", "labels-idx1-ubyte")]
    [InlineData("images.idx3-ubyte", "labels.idx1-ubyte")]
    public void Plain_files_are_read_under_both_spellings(string images, string labels)
    {
        using var folder = new TemporaryFolder();
        Write(folder, "train", [1, 2], images: images, labels: labels);
        Assert.Equal(["1", "2"], ImageSource.Open(folder.Path).ClassNames);
    }

    [Fact]
    public void Letters_are_named_by_their_mapping_and_of_several_sets_one_is_chosen_by_a_file()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "emnist-letters-train", [1, 2, 1]);
        Write(folder, "emnist-letters-test", [2]);
        Write(folder, "emnist-digits-train", [9]);
        folder.Write("emnist-letters-mapping.txt", "1 65 97\n2 66 98\n");
        Assert.Contains("holds 2 data sets, 'emnist-digits', 'emnist-letters'",
            Assert.Throws<InvalidDataException>(() => ImageSource.Open(folder.Path)).Message);
        var data = ImageSource.Open(Path.Combine(folder.Path, "emnist-letters-train-images-idx3-ubyte"));
        Assert.Equal("emnist-letters", data.Name);
        Assert.Equal(["Aa", "Bb"], data.ClassNames);
        Assert.Equal([0, 1, 0, 1], data.Labels);
        Assert.Equal([3], data.IndicesOf(DatasetSplit.Test));

        folder.Write("emnist-letters-mapping.txt", "1 A\n");
        Assert.Contains("line 1: '1 A'", Assert.Throws<InvalidDataException>(() =>
            ImageSource.Open(Path.Combine(folder.Path, "emnist-letters-test-images-idx3-ubyte"))).Message);
    }

    [Fact]
    public void Images_without_labels_say_which_file_was_expected()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "train", [1]);
        File.Delete(Path.Combine(folder.Path, "train-labels-idx1-ubyte"));
        Assert.Contains("expected train-labels-idx1-ubyte", Assert.Throws<InvalidDataException>(() => ImageSource.Open(folder.Path))
            .Message);
    }

    [Fact]
    public void Fashion_mnist_is_known_by_its_labels_whatever_the_folder_is_called()
    {
        Assert.SkipUnless(Directory.Exists(FashionMnist.DefaultFolder), "needs the Debian package dataset-fashion-mnist");
        using var folder = new TemporaryFolder();
        foreach (var file in new[] { "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte" })
        {
            using var gzip = new GZipStream(File.OpenRead(Path.Combine(FashionMnist.DefaultFolder, file + ".gz")),
                CompressionMode.Decompress);
            using var plain = File.Create(Path.Combine(folder.Path, file));
            gzip.CopyTo(plain);
        }

        Assert.Equal(FashionMnist.ClassNames, ImageSource.Open(folder.Path).ClassNames);
        var whole = ImageSource.Open(FashionMnist.DefaultFolder);
        var direct = FashionMnist.Load();
        Assert.Equal((direct.Name, direct.Count), (whole.Name, whole.Count));
        Assert.Equal(direct.Samples.Select(s => (s.Name, s.Label, s.Split)), whole.Samples.Select(s => (s.Name, s.Label, s.Split)));
    }

    /// <summary>Images of 1×1 pixel whose value counts up.</summary>
    private static void Write(TemporaryFolder folder, string name, byte[] classes, bool compressed = false,
        string images = "images-idx3-ubyte", string labels = "labels-idx1-ubyte")
    {
        var n = (byte)classes.Length;
        Put($"{name}-{images}", [0, 0, 8, 3, 0, 0, 0, n, 0, 0, 0, 1, 0, 0, 0, 1, .. Enumerable.Range(1, n).Select(i => (byte)i)]);
        Put($"{name}-{labels}", [0, 0, 8, 1, 0, 0, 0, n, .. classes]);

        void Put(string file, byte[] bytes)
        {
            if (!compressed)
            {
                folder.Write(file, bytes);
                return;
            }

            using var memory = new MemoryStream();
            using (var gzip = new GZipStream(memory, CompressionMode.Compress))
            {
                gzip.Write(bytes);
            }

            folder.Write(file + ".gz", memory.ToArray());
        }
    }
}
