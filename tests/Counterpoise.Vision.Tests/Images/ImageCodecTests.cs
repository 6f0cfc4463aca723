using Counterpoise.Options;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Tests.Images;

public sealed class ImageCodecTests
{
    public static TheoryData<string> Fixtures() => [.. Oracle.Read("vision_images.json").GetProperty("decoded").EnumerateArray()
        .Select(e => e.Text("file"))];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Every_format_decodes_to_the_pixels_of_Pillow(string file)
    {
        var expected = Oracle.Read("vision_images.json").GetProperty("decoded").EnumerateArray().Single(e => e.Text("file") == file);
        var image = ImageCodec.Decode(Oracle.Fixture(file), name: file);
        Assert.Equal((expected.Int("width"), expected.Int("height")), (image.Width, image.Height));
        Assert.Equal(expected.Bytes("rgb"), image.Pixels.ToArray());
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void The_header_tells_the_size_that_decoding_gives(string file)
    {
        var bytes = Oracle.Fixture(file);
        var info = ImageCodec.ReadInfo(bytes, file);
        var image = ImageCodec.Decode(bytes);
        Assert.Equal((image.Width, image.Height), (info.Width, info.Height));
    }

    [Theory]
    [InlineData("rgba.png")]
    [InlineData("la.png")]
    [InlineData("palette-transparent.png")]
    public void Transparency_is_laid_over_the_chosen_ground(string file)
    {
        foreach (var expected in Oracle.Read("vision_images.json").GetProperty("over").EnumerateArray().Where(e => e.Text("file") == file))
        {
            var image = ImageCodec.Decode(Oracle.Fixture(file), new DecodeOptions { Alpha = Enum.Parse<AlphaRule>(expected.Text("rule")) });
            Assert.Equal(expected.Bytes("rgb"), image.Pixels.ToArray());
        }
    }

    [Theory]
    [InlineData(0, 50, 38)]
    [InlineData(19, 25, 19)]
    [InlineData(20, 50, 38)]
    [InlineData(9, 13, 10)]
    [InlineData(1, 7, 5)]
    public void A_reduced_jpeg_keeps_the_short_side_that_was_asked_for(int minimum, int width, int height)
    {
        var image = ImageCodec.Decode(Oracle.Fixture("photo.jpg"), new DecodeOptions { MinimumShortSide = minimum });
        Assert.Equal((width, height), (image.Width, image.Height));
    }

    [Fact]
    public void A_png_that_is_written_reads_back_unchanged()
    {
        var image = ImageCodec.Decode(Oracle.Fixture("rgb.png"));
        var again = ImageCodec.Decode(ImageCodec.EncodePng(image));
        Assert.Equal((image.Width, image.Height), (again.Width, again.Height));
        Assert.Equal(image.Pixels.ToArray(), again.Pixels.ToArray());
    }

    [Fact]
    public void A_jpeg_that_is_written_reads_back_nearly_unchanged()
    {
        var image = ImageCodec.Decode(Oracle.Fixture("photo444.jpg"));
        var again = ImageCodec.Decode(ImageCodec.EncodeJpeg(image, 98));
        var worst = image.Pixels.ToArray().Zip(again.Pixels.ToArray(), (a, b) => Math.Abs(a - b)).Max();
        Assert.InRange(worst, 0, 12);
        Assert.True(ImageCodec.EncodeJpeg(image, 30).Length < ImageCodec.EncodeJpeg(image, 95).Length);
    }

    [Theory]
    [InlineData("gray16.png", 16)]
    [InlineData("gray16.tif", 16)]
    [InlineData("gray.png", 8)]
    [InlineData("bits1.bmp", 8)]
    public void An_image_tells_how_many_bits_its_file_had(string file, int bits) =>
        Assert.Equal(bits, ImageCodec.Decode(Oracle.Fixture(file)).SourceBits);

    [Theory]
    [InlineData(10)]
    [InlineData(12)]
    [InlineData(14)]
    public void Sixteen_bits_of_which_fewer_are_in_use_keep_the_upper_eight_of_those(int depth)
    {
        var samples = Enumerable.Range(0, 16 * 16).Select(i => (ushort)(i * ((1 << depth) - 1) / 255)).ToArray();
        foreach (var file in new[] { DeepFiles.Png(16, 16, samples), DeepFiles.Tiff(16, 16, samples) })
        {
            var dark = ImageCodec.Decode(file);
            var light = ImageCodec.Decode(file, new DecodeOptions { SixteenBitDepth = depth });
            for (var i = 0; i < samples.Length; i++)
            {
                Assert.Equal(samples[i] >> 8, dark.Pixels[3 * i]);
                Assert.Equal(samples[i] >> (depth - 8), light.Pixels[3 * i]);
            }
        }

        Assert.Equal(255, ImageCodec.Decode(DeepFiles.Tiff(1, 1, [ushort.MaxValue]), new DecodeOptions { SixteenBitDepth = depth })
            .Pixels[0]);
    }

    [Theory]
    [InlineData("gray16.png", 1)]
    [InlineData("rgb16.png", 3)]
    [InlineData("interlaced16.png", 3)]
    public void Deep_samples_are_those_of_the_file(string file, int channels)
    {
        var bytes = Oracle.Fixture(file);
        var expected = Oracle.Read("vision_images.json").GetProperty("deep").GetProperty(file).EnumerateArray().Select(v => v.GetInt32())
            .ToArray();
        for (var depth = 9; depth <= 16; depth++)
        {
            var image = ImageCodec.Decode(bytes, new DecodeOptions { SixteenBitDepth = depth });
            for (var i = 0; i < expected.Length; i++)
            {
                Assert.Equal(Math.Min(expected[i] >> (depth - 8), 255), image.Pixels[channels == 1 ? 3 * i : i]);
            }
        }
    }

    [Fact]
    public void Orientation_can_be_left_alone()
    {
        var image = ImageCodec.Decode(Oracle.Fixture("orientation6.jpg"), new DecodeOptions { ApplyOrientation = false });
        Assert.Equal((20, 12), (image.Width, image.Height));
    }

    [Fact]
    public void Options_name_every_fault_at_once()
    {
        var fault = Assert.Throws<InvalidOptionsException>(() =>
            new DecodeOptions { MinimumShortSide = -1, MaximumPixels = 0, Alpha = (AlphaRule)9 }.Validate());
        Assert.Contains("MinimumShortSide", fault.Message, StringComparison.Ordinal);
        Assert.Contains("MaximumPixels", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Alpha", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_threads_decode_the_same_pixels()
    {
        var bytes = Oracle.Fixture("photo.jpg");
        var expected = ImageCodec.Decode(bytes).Pixels.ToArray();
        var all = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => ImageCodec.Decode(bytes).Pixels.ToArray())));
        Assert.All(all, pixels => Assert.Equal(expected, pixels));
    }
}
