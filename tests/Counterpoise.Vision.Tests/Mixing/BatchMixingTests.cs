using Counterpoise.Randomness;
using Counterpoise.Torch;
using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Loading;
using Counterpoise.Vision.Mixing;

namespace Counterpoise.Vision.Tests.Mixing;

public sealed class BatchMixingTests
{
    [Fact]
    public void Mixup_gives_the_weighted_sum_of_an_image_and_its_partner()
    {
        using var plain = Batch(views: 2);
        using var batch = Batch(views: 2);
        var mixed = new Mixup().Apply(batch, new RandomStream(5));
        Assert.Equal(Enumerable.Range(0, 5), mixed.Partners.Order());
        Assert.Equal(mixed.Partners.Select(p => plain.Labels[p]), mixed.PartnerLabels);
        for (var view = 0; view < 2; view++)
        {
            for (var i = 0; i < 5; i++)
            {
                var (own, other, result) = (plain.Image(i, view).ToArray(), plain.Image(mixed.Partners[i], view).ToArray(),
                    batch.Image(i, view).ToArray());
                Assert.All(result.Select((value, k) => (value, k)), pair =>
                    Assert.Equal((mixed.Lambda * own[pair.k]) + ((1 - mixed.Lambda) * other[pair.k]), pair.value, 1e-4));
            }
        }
    }

    [Fact]
    public void Cutmix_takes_the_share_of_pixels_that_lambda_says()
    {
        for (ulong seed = 0; seed < 30; seed++)
        {
            using var plain = Batch(views: 1);
            using var batch = Batch(views: 1);
            var mixed = new CutMix().Apply(batch, new RandomStream(seed));
            for (var i = 0; i < 5; i++)
            {
                var (own, other, result) = (plain.Image(i).ToArray(), plain.Image(mixed.Partners[i]).ToArray(), batch.Image(i).ToArray());
                Assert.All(result.Select((value, k) => (value, k)), pair =>
                    Assert.True(pair.value == own[pair.k] || pair.value == other[pair.k]));
                if (mixed.Partners[i] != i)
                {
                    // Noise differs from noise in all but a few places.
                    Assert.InRange(result.Where((value, k) => value == own[k]).Count() / (double)result.Length, mixed.Lambda - .001,
                        mixed.Lambda + .03);
                }
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Channels_first_and_last_are_mixed_alike(bool cut)
    {
        for (ulong seed = 0; seed < 10; seed++)
        {
            using var first = Batch(views: 2);
            using var last = Batch(views: 2, channelsLast: true);
            foreach (var batch in new[] { first, last })
            {
                _ = cut ? new CutMix().Apply(batch, new RandomStream(seed), views: 1)
                    : new Mixup().Apply(batch, new RandomStream(seed), views: 1);
            }

            using var expected = first.ToTensor();
            using var tensor = last.ToTensor();
            Assert.Equal(expected.ToArray<float>(), tensor.ToArray<float>());
        }
    }

    [Theory]
    [InlineData(.2)]
    [InlineData(1)]
    [InlineData(4)]
    public void Beta_draws_have_the_mean_and_variance_of_the_distribution(double alpha)
    {
        var random = new RandomStream(8);
        var draws = Enumerable.Range(0, 20_000).Select(_ => BetaDraw.Symmetric(random, alpha)).ToArray();
        Assert.Equal(.5, draws.Average(), .01);
        Assert.Equal(1 / (4 * ((2 * alpha) + 1)), draws.Select(x => (x - .5) * (x - .5)).Average(), .004);
        Assert.All(draws, x => Assert.InRange(x, 0, 1));
    }

    private static ImageBatch Batch(int views, bool channelsLast = false)
    {
        var loader = new ImageLoader(Synthetic.Dataset([3, 2], 12, 12),
            new AugmentationPipeline(AugmentationOptions.Evaluation(12, CropRule.Squash)),
            new ImageLoaderOptions { Views = views, ChannelsLast = channelsLast });
        return loader.Load([[0, 1, 2, 3, 4]], 0).Single();
    }
}
