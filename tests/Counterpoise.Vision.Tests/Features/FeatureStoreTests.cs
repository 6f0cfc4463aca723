using Counterpoise.Vision.Features;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Tests.Features;

public sealed class FeatureStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Features_of_an_image_are_computed_once_whatever_its_path_or_data_set()
    {
        var network = new MeanColor();
        var store = new FeatureStore(_folder.Path);
        var first = ImageFeatures.Extract(Synthetic.Dataset([3, 2]), network, store);
        Assert.Equal(5, network.Calls);

        // One image more than before, and the same ones in another order.
        var more = Synthetic.Dataset([3, 3]);
        var second = ImageFeatures.Extract(more.Subset([5, 4, 3, 2, 1, 0]), network, new FeatureStore(_folder.Path));
        Assert.Equal(6, network.Calls);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(first.Row(i).ToArray(), second.Row(5 - i).ToArray());
        }

        Assert.Equal(second.Values, ImageFeatures.Extract(more.Subset([5, 4, 3, 2, 1, 0]), network, store: null).Values);
    }

    [Fact]
    public void A_file_that_is_cut_off_or_of_another_network_is_passed_over()
    {
        var network = new MeanColor();
        var images = Synthetic.Dataset([2, 2]);
        var right = ImageFeatures.Extract(images, network, new FeatureStore(_folder.Path));
        var file = Assert.Single(Directory.GetFiles(_folder.Path, "*.features", SearchOption.AllDirectories));
        var bytes = File.ReadAllBytes(file);
        File.WriteAllBytes(file, bytes[..^5]);
        Assert.Equal(right.Values, ImageFeatures.Extract(images, network, new FeatureStore(_folder.Path)).Values);
        Assert.Equal(8, network.Calls);

        bytes[12] = 77;
        File.WriteAllBytes(file, bytes);
        Assert.Equal(right.Values, ImageFeatures.Extract(images, network, new FeatureStore(_folder.Path)).Values);
        Assert.Equal(12, network.Calls);
        ImageFeatures.Extract(images, new MeanColor("another"), new FeatureStore(_folder.Path));
        Assert.Equal(2, Directory.GetDirectories(_folder.Path).Length);
    }

    [Fact]
    public void Repeated_images_are_read_from_the_store_once_for_each_place()
    {
        var network = new MeanColor();
        var store = new FeatureStore(_folder.Path);
        var images = Synthetic.Dataset([2]);
        ImageFeatures.Extract(images, network, store);
        var twice = ImageFeatures.Extract(images.Subset([0, 1, 0]), network, store);
        Assert.Equal(2, network.Calls);
        Assert.Equal(twice.Row(0).ToArray(), twice.Row(2).ToArray());
    }

    /// <summary>The mean of each colour.</summary>
    private sealed class MeanColor(string name = "mean-color") : IFeatureNetwork
    {
        private int _calls;

        public int Calls => _calls;

        public string Name => name;

        public int ImageSize => 4;

        public int FeatureCount => 3;

        public void Extract(RgbImage image, Span<float> features)
        {
            Interlocked.Increment(ref _calls);
            features.Clear();
            var pixels = image.Pixels;
            for (var i = 0; i < pixels.Length; i++)
            {
                features[i % 3] += pixels[i];
            }
        }
    }
}
