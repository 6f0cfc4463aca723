using Counterpoise.Options;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Loading;

namespace Counterpoise.Vision.Tests.Loading;

public sealed class NormalizationTests
{
    [Fact]
    public void Channels_are_normalised_and_laid_out_one_after_the_other()
    {
        var target = new float[6];
        Normalization.ImageNet.Write(new RgbImage(2, 1, [0, 128, 255, 255, 0, 128]), target);
        float[] expected = [(float)((0 - .485) / .229), (float)((1 - .485) / .229), (float)(((128 / 255.0) - .456) / .224),
            (float)((0 - .456) / .224), (float)((1 - .406) / .225), (float)(((128 / 255.0) - .406) / .225)];
        Assert.Equal(expected, target);
    }

    [Fact]
    public void Minus_one_to_one_reaches_both_ends()
    {
        var target = new float[6];
        Normalization.MinusOneToOne.Write(new RgbImage(2, 1, [0, 0, 0, 255, 255, 255]), target);
        Assert.Equal([-1, 1, -1, 1, -1, 1], target);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 1)]
    [InlineData(11, 3)]
    [InlineData(16, 48)]
    public void Channels_last_has_the_numbers_of_channels_first_pixel_by_pixel(int width, int height)
    {
        var image = new RgbImage(width, height);
        var value = 0;
        foreach (ref var pixel in image.Pixels)
        {
            // Every byte comes in every channel where the image is large enough.
            pixel = (byte)(value++ / 3);
        }

        foreach (var normalization in new[] { Normalization.ImageNet, Normalization.MinusOneToOne, Normalization.ZeroToOne,
            new Normalization([.1307, .9, -3], [.3081, 1e-3, 7]) })
        {
            var (first, last) = (new float[image.Pixels.Length], new float[image.Pixels.Length]);
            normalization.Write(image, first);
            normalization.WriteChannelsLast(image, last);
            Assert.Equal(Enumerable.Range(0, last.Length).Select(i => first[(i % 3 * width * height) + (i / 3)]), last);
        }
    }

    [Fact]
    public void Restoring_undoes_normalising()
    {
        var image = Synthetic.Dataset([1]).Read(0);
        var numbers = new float[image.Pixels.Length];
        Normalization.ImageNet.Write(image, numbers);
        var again = new RgbImage(image.Width, image.Height);
        Normalization.ImageNet.Restore(numbers, again);
        Assert.Equal(image.Pixels.ToArray(), again.Pixels.ToArray());
    }

    [Fact]
    public void Wrong_lengths_and_values_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Normalization.ImageNet.Write(new RgbImage(2, 2), new float[3]));
        Assert.Throws<ArgumentException>(() => Normalization.ImageNet.WriteChannelsLast(new RgbImage(2, 2), new float[3]));
        Assert.Throws<ArgumentException>(() => Normalization.ImageNet.Restore(new float[3], new RgbImage(2, 2)));
        Assert.Throws<InvalidOptionsException>(() => new Normalization([0, 0, 0], [1, 0, 1]));
        Assert.Throws<InvalidOptionsException>(() => new Normalization([0, 0], [1, 1, 1]));
        Assert.Equal(Normalization.ImageNet, new Normalization([.485, .456, .406], [.229, .224, .225]));
    }
}
