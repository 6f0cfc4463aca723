using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Tests.Sources;

public sealed class FashionMnistTests
{
    [Fact]
    public void The_whole_set_has_70_000_images()
    {
        Assert.SkipUnless(Directory.Exists(FashionMnist.DefaultFolder), "needs the Debian package dataset-fashion-mnist");
        var data = FashionMnist.Load();
        Assert.Equal(70_000, data.Count);
        Assert.All(data.CountClasses(data.IndicesOf(DatasetSplit.Test)), count => Assert.Equal(1000, count));

        // The first training image is an ankle boot.
        Assert.Equal("Ankle boot", data.ClassNames[data.Labels[0]]);
        Assert.Equal(28, data.Read(0).Width);
    }

    [Fact]
    public void A_missing_file_names_the_package_to_install()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("dataset-fashion-mnist", Assert.Throws<FileNotFoundException>(() => FashionMnist.Load(folder.Path)).Message,
            StringComparison.Ordinal);
    }
}
