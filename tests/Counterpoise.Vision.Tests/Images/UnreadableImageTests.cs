using System.Buffers.Binary;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Tests.Images;

public sealed class UnreadableImageTests
{
    [Fact]
    public void An_empty_file_is_named_and_refused() => Refuses([], "empty");

    [Fact]
    public void A_text_file_called_jpg_is_refused_with_its_first_bytes() => Refuses("hello world"u8.ToArray(), "68656C6C");

    [Theory]
    [InlineData("photo.jpg")]
    [InlineData("progressive.jpg")]
    [InlineData("rgb.png")]
    [InlineData("rgb.bmp")]
    public void A_file_cut_short_is_refused_at_every_length(string file)
    {
        var bytes = Oracle.Fixture(file);
        for (var length = 1; length < bytes.Length * 9 / 10; length += 7)
        {
            Refuses(bytes[..length], "");
        }
    }

    [Theory]
    [InlineData("photo.jpg")]
    [InlineData("rgb.png")]
    public void A_file_cut_short_can_be_decoded_as_far_as_it_goes(string file)
    {
        var whole = ImageCodec.Decode(Oracle.Fixture(file));
        var bytes = Oracle.Fixture(file);
        var part = ImageCodec.Decode(bytes.AsSpan(0, bytes.Length * 8 / 10), new DecodeOptions { AcceptDamaged = true });
        Assert.Equal((whole.Width, whole.Height), (part.Width, part.Height));
        Assert.NotEqual(whole.Pixels.ToArray(), part.Pixels.ToArray());
    }

    [Theory]
    [InlineData("photo.jpg")]
    [InlineData("gray16.png")]
    [InlineData("palette.png")]
    [InlineData("palette.bmp")]
    [InlineData("orientation6.jpg")]
    public void Random_damage_never_does_worse_than_an_exception(string file)
    {
        var random = new Random(5);
        var bytes = Oracle.Fixture(file);
        for (var round = 0; round < 300; round++)
        {
            var damaged = bytes.ToArray();
            for (var i = 0; i < 1 + (round % 4); i++)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            try
            {
                var image = ImageCodec.Decode(damaged, new DecodeOptions { MaximumPixels = 1_000_000 });
                Assert.Equal(image.Width * image.Height * 3, image.Pixels.Length);
            }
            catch (UnreadableImageException fault)
            {
                Assert.NotEmpty(fault.Reason);
            }
        }
    }

    [Fact]
    public void A_header_that_claims_a_huge_image_is_refused_before_memory_is_taken()
    {
        var png = Oracle.Fixture("rgb.png");
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), 2_000_000);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), 2_000_000);
        var crc = Crc32(png.AsSpan(12, 17));
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), crc);
        Refuses(png, "2000000");

        var bmp = Oracle.Fixture("rgb.bmp");
        BinaryPrimitives.WriteInt32LittleEndian(bmp.AsSpan(18), 60_000);
        BinaryPrimitives.WriteInt32LittleEndian(bmp.AsSpan(22), 60_000);
        Refuses(bmp, "60000");
    }

    [Fact]
    public void A_size_above_the_limit_is_refused_with_the_option_to_raise()
    {
        var fault = Assert.Throws<UnreadableImageException>(() => ImageCodec.Decode(Oracle.Fixture("photo.jpg"), new DecodeOptions { MaximumPixels = 100 }));
        Assert.Contains("MaximumPixels", fault.Message, StringComparison.Ordinal);
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1)));
            }
        }

        return ~crc;
    }

    private static void Refuses(byte[] bytes, string text)
    {
        var fault = Assert.Throws<UnreadableImageException>(() => ImageCodec.Decode(bytes, name: "folder/名前.jpg"));
        Assert.StartsWith("folder/名前.jpg: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(text, fault.Reason, StringComparison.Ordinal);
    }
}
