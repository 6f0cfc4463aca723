using Counterpoise.Torch.Files;

namespace Counterpoise.Torch.Tests.Files.Pretrained;

public sealed class WeightCatalogueTests
{
    [Fact]
    public void The_known_weights_are_torchvisions()
    {
        new PretrainedOptions().Validate();
        Assert.Equal("https://download.pytorch.org/models/mobilenet_v3_large-8738ca79.pth", Address("mobilenet_v3_large/imagenet1k_v1"));
        Assert.Equal("https://download.pytorch.org/models/mobilenet_v3_large-5c1a4163.pth", Address("mobilenet_v3_large/imagenet1k_v2"));
        Assert.Equal("https://download.pytorch.org/models/mobilenet_v3_large-5c1a4163.pth", Address("mobilenet_v3_large/imagenet"));
        Assert.Equal("https://download.pytorch.org/models/mobilenet_v3_small-047dcff4.pth", Address("mobilenet_v3_small/imagenet"));
        Assert.All(WeightCatalogue.Known, w => Assert.EndsWith($"-{w.Sha256}.pth", w.FileName, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/own", "/shared", "/own/weights")]
    [InlineData(null, "/shared", "/shared/counterpoise/weights")]
    [InlineData("", "relative", "/home/me/.cache/counterpoise/weights")]
    [InlineData(null, null, "/home/me/.cache/counterpoise/weights")]
    public void The_cache_follows_the_environment(string? own, string? shared, string expected) =>
        Assert.Equal(expected, WeightCache.FolderFor(name =>
            name switch { "COUNTERPOISE_CACHE" => own, "XDG_CACHE_HOME" => shared, _ => null }, "/home/me"));

    [Fact]
    public void Wrong_options_are_told_all_at_once()
    {
        var fault = Assert.Throws<ArgumentException>(() => new PretrainedWeights(
            new PretrainedOptions { CacheFolder = "", Attempts = 0, StallTimeout = TimeSpan.Zero, Pause = TimeSpan.FromSeconds(-1),
            Catalogue = [WeightCatalogue.Known[0], WeightCatalogue.Known[0]] }));
        Assert.All(["CacheFolder", "Attempts", "StallTimeout", "Pause", "Catalogue"],
            field => Assert.Contains(field, fault.Message, StringComparison.Ordinal));
        var weights = Assert.Throws<ArgumentException>(() =>
            new PublishedWeights("", new Uri("file:///a"), "12345G78") { MaximumBytes = 0 }.Validate());
        Assert.All(["Name", "Address", "Sha256", "MaximumBytes"], field =>
            Assert.Contains(field, weights.Message, StringComparison.Ordinal));
    }

    private static string Address(string name) => WeightCatalogue.Known.Single(w => w.Name == name).Address.ToString();
}
