using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Tests.Augmentation;

/// <summary>
/// What is done eight pixels or 32 bytes at a time, against the same change of one pixel alone, which is too small for a vector.
/// </summary>
public sealed class ToneVectorsTests
{
    public static TheoryData<int, int> Sizes() => new() { { 1, 1 }, { 7, 1 }, { 8, 1 }, { 9, 1 }, { 5, 3 }, { 11, 1 }, { 13, 5 },
        { 33, 7 }, { 224, 3 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void An_image_gets_the_saturation_of_its_pixels(int width, int height) =>
        EachPixelIsAsAlone(width, height, [0, .37, 1, 1.4, 7, 1e30], Tone.Saturation);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void An_image_gets_the_brightness_of_its_pixels(int width, int height) =>
        EachPixelIsAsAlone(width, height, [0, .6, 1, 1.4, 300, 1e30], Tone.Brightness);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void An_image_gets_the_hue_of_its_pixels(int width, int height) =>
        EachPixelIsAsAlone(width, height, [-.5, -.1, 0, .03, .1, .5], Hue.Shift);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Contrast_moves_every_value_from_the_mean_luma(int width, int height)
    {
        var image = Noise(width, height);
        var before = image.Pixels.ToArray();
        var lumas = Enumerable.Range(0, width * height).Select(i => (int)ByteMath.Luma(before[3 * i], before[(3 * i) + 1],
            before[(3 * i) + 2]));
        var mean = (int)(lumas.Average() + .5);
        Tone.Contrast(image, 1.3);
        Assert.Equal(before.Select(value => ByteMath.Truncate(mean + (1.3f * (value - mean)))), image.Pixels.ToArray());
    }

    [Fact]
    public void Hues_of_all_colours_with_an_eighth_of_the_levels_are_those_of_single_pixels()
    {
        byte[] levels = [.. Enumerable.Range(0, 32).Select(i => (byte)(i * 8)), 1, 2, 3, 253, 254, 255];
        byte[] colours = [.. levels.SelectMany(r => levels.SelectMany(g => levels.SelectMany(b => new[] { r, g, b })))];
        var image = new RgbImage(colours.Length / 3, 1, colours);
        Hue.Shift(image, .07);
        for (var i = 0; i < colours.Length; i += 3)
        {
            var pixel = new RgbImage(1, 1, colours.AsSpan(i, 3));
            Hue.Shift(pixel, .07);
            Assert.Equal(pixel.Pixels, image.Pixels.Slice(i, 3));
        }
    }

    private static void EachPixelIsAsAlone(int width, int height, double[] strengths, Action<RgbImage, double> change)
    {
        foreach (var strength in strengths)
        {
            var image = Noise(width, height);
            byte[] expected = [.. Enumerable.Range(0, width * height).SelectMany(i =>
            {
                var pixel = new RgbImage(1, 1, image.Pixels.Slice(3 * i, 3));
                change(pixel, strength);
                return pixel.Pixels.ToArray();
            })];
            change(image, strength);
            Assert.Equal(expected, image.Pixels.ToArray());
        }
    }

    /// <summary>Noise of which a part is pale, dark or gray.</summary>
    private static RgbImage Noise(int width, int height)
    {
        var image = new RgbImage(width, height);
        var random = new Random((width * 1000) + height);
        for (var i = 0; i < width * height; i++)
        {
            var (low, range) = random.Next(4) switch { 0 => (0, 6), 1 => (250, 6), 2 => (random.Next(256), 1), _ => (0, 256) };
            for (var c = 0; c < 3; c++)
            {
                image.Pixels[(3 * i) + c] = (byte)(low + random.Next(range));
            }
        }

        return image;
    }
}
