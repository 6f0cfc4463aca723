using Counterpoise.Options;
using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Tests.Augmentation;

public sealed class AugmentationPipelineTests
{
    private static readonly AugmentationOptions s_everything = new()
    {
        Size = 20,
        VerticalFlip = .5,
        RotationDegrees = 20,
        RandAugmentOperations = 2,
        Blur = .5,
        Erasing = .5,
    };

    [Fact]
    public void Equal_keys_give_equal_pixels_on_any_frame()
    {
        var pipeline = new AugmentationPipeline(s_everything);
        var used = new AugmentationFrame();
        for (var sample = 0; sample < 20; sample++)
        {
            var first = Pixels(pipeline, used, sample);
            Assert.Equal(first, Pixels(pipeline, new AugmentationFrame(), sample));
        }
    }

    [Fact]
    public void Seed_epoch_sample_view_and_occurrence_each_change_the_pixels()
    {
        var pipeline = new AugmentationPipeline(s_everything);
        byte[][] all = [Pixels(pipeline, new(), 3), Pixels(pipeline, new(), 3, seed: 1), Pixels(pipeline, new(), 3, epoch: 1),
            Pixels(pipeline, new(), 3, view: 1), Pixels(pipeline, new(), 3, occurrence: 1)];
        Assert.Equal(all.Length, all.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public void Nothing_is_random_in_an_evaluation()
    {
        foreach (var crop in new[] { CropRule.Center, CropRule.Squash })
        {
            var pipeline = new AugmentationPipeline(AugmentationOptions.Evaluation(16, crop));
            Assert.Equal(Pixels(pipeline, new(), 3), Pixels(pipeline, new(), 3, seed: 9, epoch: 7, view: 1));
        }
    }

    [Fact]
    public void An_image_that_is_read_where_it_is_gives_the_same_pixels_and_does_not_change()
    {
        var image = new RgbImage(20, 20);
        new Random(1).NextBytes(image.Pixels);
        var before = image.Pixels.ToArray();

        // The first step cuts out, changes in place, leaves a size that is right already, or writes anew.
        foreach (IAugmentation first in new IAugmentation[] { new RandomResizedCrop { Size = 20 },
            new RandomFlip { HorizontalProbability = 1 }, new Squash { Size = 20 }, new RandomRotation(),
            new RandomPaddedCrop { Size = 20 }, new CenterCrop { Size = 20 } })
        {
            var pipeline = new AugmentationPipeline(20, first, new ColorJitter { Probability = 1 });
            var (copied, borrowing) = (new AugmentationFrame(), new AugmentationFrame());
            copied.Image.CopyFrom(image);
            borrowing.Begin(image);
            pipeline.Apply(copied, 0, 0, 0, 0);
            pipeline.Apply(borrowing, 0, 0, 0, 0);
            Assert.Equal(copied.Image.Pixels.ToArray(), borrowing.Image.Pixels.ToArray());
            Assert.Equal(before, image.Pixels.ToArray());
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 90)]
    [InlineData(90, 2)]
    [InlineData(20, 20)]
    public void Every_preset_brings_any_image_to_the_size(int width, int height)
    {
        foreach (var options in new[] { s_everything, AugmentationOptions.Contrastive(20), AugmentationOptions.Light(20),
            AugmentationOptions.Strong(20), AugmentationOptions.Evaluation(20), AugmentationOptions.Evaluation(20, CropRule.Squash) })
        {
            var pipeline = new AugmentationPipeline(options);
            for (var sample = 0; sample < 10; sample++)
            {
                Assert.Equal(1200, Pixels(pipeline, new(), sample, width: width, height: height).Length);
            }
        }
    }

    [Fact]
    public void Options_name_every_fault_at_once()
    {
        var fault = Assert.Throws<InvalidOptionsException>(() =>
            new AugmentationOptions { Size = 0, HorizontalFlip = 2, RandAugmentMagnitude = 31, MinimumScale = double.NaN }.Validate());
        Assert.Equal(4, fault.Faults.Count);
        Assert.Throws<InvalidOptionsException>(() => new AugmentationPipeline(8,
            new RandomResizedCrop { MinimumScale = .5, MaximumScale = .2 }));
        Assert.Throws<InvalidOptionsException>(() => new AugmentationPipeline(8, new GaussianBlur { KernelSize = 4 }));
    }

    [Fact]
    public void A_pipeline_that_misses_the_size_says_so()
    {
        var pipeline = new AugmentationPipeline(8, new RandomFlip());
        Assert.Contains("expected 8×8", Assert.Throws<InvalidOperationException>(() => Pixels(pipeline, new(), 0)).Message,
            StringComparison.Ordinal);
    }

    private static byte[] Pixels(AugmentationPipeline pipeline, AugmentationFrame frame, int sample, ulong seed = 0, int epoch = 0,
        int view = 0, int occurrence = 0, int width = 31, int height = 24)
    {
        Synthetic.Sample(sample, 0, width: width, height: height).Content.ReadInto(frame.Image, new());
        pipeline.Apply(frame, seed, epoch, sample, view, occurrence);
        return frame.Image.Pixels.ToArray();
    }
}
