using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Tests.Sources;

public sealed class CifarBinaryTests
{
    [Fact]
    public void Cifar10_is_read_with_planar_colours()
    {
        using var folder = new TemporaryFolder();
        folder.Write("batches.meta.txt", "airplane\nbird\n\n");
        for (var batch = 1; batch <= 5; batch++)
        {
            folder.Write($"data_batch_{batch}.bin", Row([1], red: (byte)batch));
        }

        folder.Write("test_batch.bin", [.. Row([0], 9), .. Row([1], 10)]);
        var data = ImageSource.Open(folder.Path);
        Assert.Equal([1, 1, 1, 1, 1, 0, 1], data.Labels);
        Assert.Equal([5, 6], data.IndicesOf(DatasetSplit.Test));
        Assert.Equal([3, 100, 200], data.Read(2).Pixels[..3].ToArray());
    }

    [Fact]
    public void Cifar100_gives_fine_or_coarse_classes()
    {
        using var folder = new TemporaryFolder();
        folder.Write("fine_label_names.txt", "apple\nbear\nclock\n");
        folder.Write("coarse_label_names.txt", "fruit\nmammals\n");
        folder.Write("train.bin", Row([1, 2], 0));
        folder.Write("test.bin", Row([0, 1], 0));
        Assert.Equal([2, 1], CifarBinary.Load(folder.Path).Labels);
        Assert.Equal([1, 0], CifarBinary.Load(folder.Path, coarse: true).Labels);
    }

    [Fact]
    public void Missing_cut_or_mislabelled_files_are_named()
    {
        using var folder = new TemporaryFolder();
        Refuses("data_batch_1.bin");
        folder.Write("train.bin", Row([0, 0], 0));
        Refuses("fine_label_names.txt is missing");
        folder.Write("fine_label_names.txt", "apple\n");
        folder.Write("test.bin", Row([0, 0], 0)[..^1]);
        Refuses("test.bin: 3073 bytes");
        folder.Write("test.bin", Row([0, 7], 0));
        Refuses("label 7");

        void Refuses(string text) => Assert.Contains(text, Assert.Throws<InvalidDataException>(() => CifarBinary.Load(folder.Path))
            .Message, StringComparison.Ordinal);
    }

    private static byte[] Row(byte[] labels, byte red) =>
        [.. labels, .. Enumerable.Repeat(red, 1024), .. Enumerable.Repeat((byte)100, 1024), .. Enumerable.Repeat((byte)200, 1024)];
}
