using Counterpoise.Torch;
using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Loading;

namespace Counterpoise.Vision.Tests.Loading;

public sealed class ImageBatchTensorTests
{
    [Fact]
    public void A_tensor_shares_the_memory_of_its_batch()
    {
        var loader = new ImageLoader(Synthetic.Dataset([2, 1]), new AugmentationPipeline(AugmentationOptions.Contrastive(10)),
            new ImageLoaderOptions { Views = 2 });
        using var batch = loader.Load([[2, 0]], 0).Single();
        using var tensor = batch.ToTensor();
        using var labels = batch.LabelsToTensor();
        Assert.Equal([4, 3, 10, 10], tensor.Shape);
        Assert.Equal(batch.Pixels.ToArray(), tensor.ToArray<float>());
        Assert.Equal([1L, 0], labels.ToArray<long>());
        batch.Image(1, 1)[^1] = 42;
        Assert.Equal(42, tensor.ToArray<float>()[^1]);
    }

    [Fact]
    public void Channels_last_gives_the_same_tensor_in_the_other_order()
    {
        var pipeline = new AugmentationPipeline(AugmentationOptions.Contrastive(10));
        using var first = new ImageLoader(Synthetic.Dataset([2, 1]), pipeline, new ImageLoaderOptions { Views = 2 }).Load([[2, 0]], 0)
            .Single();
        using var last = new ImageLoader(Synthetic.Dataset([2, 1]), pipeline, new ImageLoaderOptions { Views = 2, ChannelsLast = true })
            .Load([[2, 0]], 0).Single();
        using var expected = first.ToTensor();
        using var tensor = last.ToTensor();
        Assert.True(last.ChannelsLast);
        Assert.Equal([4, 3, 10, 10], tensor.Shape);
        Assert.Equal(expected.ToArray<float>(), tensor.ToArray<float>());
        var image = first.Image(1, 1).ToArray();
        Assert.Equal(Enumerable.Range(0, 300).Select(i => image[(i % 3 * 100) + (i / 3)]), last.Image(1, 1).ToArray());
    }
}
