using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Tests.Sources;

public sealed class ImageDatasetTests
{
    [Fact]
    public void Selecting_classes_relabels_and_renumbers()
    {
        var data = Synthetic.Dataset([2, 3, 1]);
        var two = data.SelectClasses("class2", "class0");
        Assert.Equal([1, 1, 0], two.Labels);
        Assert.Equal([0, 1, 2], two.Samples.Select(s => s.Index));
        Assert.Contains("class9", Assert.Throws<ArgumentException>(() => data.SelectClasses("class9")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => data.SelectClasses("class1", "class1"));
    }

    [Fact]
    public void Images_without_a_group_stand_alone()
    {
        var samples = new[] { "L1", null, "L2", "L1", null }.Select((group, i) => Synthetic.Sample(i, 0, group)).ToArray();
        Assert.Equal([0, 1, 2, 0, 3], new ImageDataset("x", ["a"], samples).GroupNumbers());
    }

    [Fact]
    public void A_label_or_index_that_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new ImageDataset("x", ["a"], [Synthetic.Sample(0, 1)]));
        Assert.Throws<ArgumentException>(() => new ImageDataset("x", ["a"], [Synthetic.Sample(1, 0)]));
        Assert.Throws<ArgumentException>(() => new ImageDataset("x", [], []));
    }

    [Fact]
    public void Pixels_in_memory_must_fit_their_size() =>
        Assert.Throws<ArgumentException>(() => new PixelContent("x", new byte[11], 2, 2, PixelLayout.Interleaved));

    [Fact]
    public void A_path_that_is_no_data_set_says_what_can_be_opened()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("x.rar", "x");
        Assert.Contains(".tar, .tar.gz, .zip, .csv or .tsv", Assert.Throws<InvalidDataException>(() => ImageSource.Open(file)).Message,
            StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => ImageSource.Open(file + "y"));
    }
}
