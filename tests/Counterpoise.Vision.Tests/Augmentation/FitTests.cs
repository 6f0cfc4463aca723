using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Tests.Augmentation;

public sealed class FitTests
{
    /// <summary>A strip with a red end, which the middle square does not hold.</summary>
    private static RgbImage Strip()
    {
        var image = new RgbImage(96, 32);
        for (var y = 0; y < 32; y++)
        {
            for (var x = 0; x < 8; x++)
            {
                image.Row(y)[3 * x] = 255;
            }
        }

        return image;
    }

    private static RgbImage Seen(AugmentationPipeline pipeline, RgbImage image)
    {
        var frame = new AugmentationFrame();
        frame.Begin(image);
        pipeline.Apply(frame, 1, 0, 0, 0);
        return frame.Image;
    }

    private static int Red(RgbImage image) => Enumerable.Range(0, image.Width * image.Height)
        .Count(i => image.Pixels[3 * i] > 200 && image.Pixels[(3 * i) + 1] < 60);

    [Theory]
    [InlineData(CropRule.Center, 0)]
    [InlineData(CropRule.Squash, 64)]
    [InlineData(CropRule.Pad, 20)]
    public void Only_the_middle_square_loses_the_ends_of_a_strip(CropRule crop, int atLeast)
    {
        var seen = Seen(new AugmentationPipeline(AugmentationOptions.Evaluation(32, crop)), Strip());
        Assert.Equal((32, 32), (seen.Width, seen.Height));
        Assert.True(atLeast == 0 ? Red(seen) == 0 : Red(seen) >= atLeast, $"{Red(seen)} red pixels");
    }

    [Theory]
    [InlineData(FitRule.Pad)]
    [InlineData(FitRule.Squash)]
    public void In_training_the_whole_image_is_a_square_before_anything_random_happens(FitRule fit)
    {
        var options = AugmentationOptions.Contrastive(32) with { MinimumScale = 1, HorizontalFlip = 0, ColorJitter = 0, Grayscale = 0 };
        Assert.True(Red(Seen(new AugmentationPipeline(options, fit), Strip())) > 10);
    }

    [Fact]
    public void Bands_have_the_gray_that_is_asked_for_and_a_square_stays_as_it_is()
    {
        var padded = Seen(new AugmentationPipeline(96, new PadToSquare { Gray = 9 }), Strip());
        Assert.Equal((9, 9), (padded.Row(31)[0], padded.Row(64)[0]));
        Assert.Equal((255, 0), (padded.Row(32)[0], padded.Row(63)[60]));
        var square = new RgbImage(5, 5);
        Assert.Equal(square.Pixels.ToArray(), Seen(new AugmentationPipeline(5, new PadToSquare()), square).Pixels.ToArray());
    }
}
