using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Tests.Images;

public sealed class ResizerTests
{
    [Fact]
    public void Every_box_and_size_gives_the_pixels_of_Pillow()
    {
        var oracle = Oracle.Read("vision_images.json");
        var source = Source();
        var resizer = new Resizer();
        var target = new RgbImage();
        foreach (var expected in oracle.GetProperty("resized").EnumerateArray())
        {
            var box = expected.Ints("box");
            resizer.Resize(source, new CropBox(box[0], box[1], box[2], box[3]), expected.Int("width"), expected.Int("height"), target);
            Assert.Equal(expected.Bytes("rgb"), target.Pixels.ToArray());
        }
    }

    [Fact]
    public void A_flat_image_stays_flat()
    {
        var source = new RgbImage(37, 23);
        source.Pixels.Fill(255);
        var target = new RgbImage();
        new Resizer().Resize(source, 113, 7, target);
        Assert.All(target.Pixels.ToArray(), value => Assert.Equal(255, value));
    }

    [Fact]
    public void Halving_a_pair_of_columns_gives_their_triangle_weighted_mean()
    {
        // Scale 2: taps at distances .5, .5 and 1.5 of support 2 weigh .75, .75, .25 and are divided by their sum 1.75.
        var source = new RgbImage(4, 1, [0, 0, 0, 100, 100, 100, 200, 200, 200, 40, 40, 40]);
        var target = new RgbImage();
        new Resizer().Resize(source, 2, 1, target);
        var left = (byte)Math.Round(((0.75 * 0) + (0.75 * 100) + (0.25 * 200)) / 1.75);
        var right = (byte)Math.Round(((0.25 * 100) + (0.75 * 200) + (0.75 * 40)) / 1.75);
        Assert.Equal([left, left, left, right, right, right], target.Pixels.ToArray());
    }

    [Theory]
    [InlineData(40, 30, 17, 13)]
    [InlineData(40, 31, 61, 47)]
    [InlineData(41, 1, 10, 1)]
    [InlineData(9, 33, 11, 12)]
    [InlineData(64, 48, 23, 20)]
    [InlineData(97, 65, 20, 14)]
    [InlineData(200, 90, 41, 19)]
    [InlineData(300, 120, 20, 8)]
    [InlineData(300, 7, 1, 1)]
    [InlineData(2, 90, 10, 224)]
    public void Narrow_and_wide_filters_on_odd_sizes_give_the_sums_of_their_taps(int width, int height, int newWidth, int newHeight)
    {
        var source = new RgbImage(width, height);
        new Random(width).NextBytes(source.Pixels);
        var target = new RgbImage();
        new Resizer().Resize(source, newWidth, newHeight, target);
        Assert.Equal(Filtered(source, newWidth, newHeight), target.Pixels.ToArray());
    }

    [Fact]
    public void A_box_outside_the_image_is_refused() =>
        Assert.Throws<ArgumentException>(() => new Resizer().Resize(Source(), new CropBox(60, 0, 2, 2), 4, 4, new RgbImage()));

    [Fact]
    public void Source_and_target_must_differ()
    {
        var image = Source();
        Assert.Throws<ArgumentException>(() => new Resizer().Resize(image, 4, 4, image));
    }

    /// <summary>Both passes tap by tap.</summary>
    private static byte[] Filtered(RgbImage source, int width, int height)
    {
        var rows = Pass(source.Pixels.ToArray(), TriangleFilter.Create(source.Width, width), source.Height, 3 * source.Width, 3, 3 * width,
            3, source.Width == width);
        return Pass(rows, TriangleFilter.Create(source.Height, height), width, 3, 3 * width, 3, 3 * width, source.Height == height);
    }

    private static byte[] Pass(byte[] source, TriangleFilter filter, int lines, int lineStep, int step, int newLineStep, int newStep,
        bool isIdentity)
    {
        if (isIdentity)
        {
            return source;
        }

        var target = new byte[lines * filter.Start.Length * 3];
        for (var i = 0; i < target.Length; i++)
        {
            var (line, x, c) = (i / 3 / filter.Start.Length, i / 3 % filter.Start.Length, i % 3);
            var sum = Enumerable.Range(0, filter.Count[x]).Sum(t => (long)filter.Weights[(x * filter.Width) + t] * source[(line * lineStep)
                + ((filter.Start[x] + t) * step) + c]);
            target[(line * newLineStep) + (x * newStep) + c] = (byte)((sum + (1 << 21)) >> 22);
        }

        return target;
    }

    private static RgbImage Source()
    {
        var source = Oracle.Read("vision_images.json").GetProperty("source");
        return new RgbImage(source.Int("width"), source.Int("height"), source.Bytes("rgb"));
    }
}
