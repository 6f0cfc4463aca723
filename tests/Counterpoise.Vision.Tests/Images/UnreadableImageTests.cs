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
    [InlineData("lossy.webp")]
    [InlineData("palette.gif")]
    [InlineData("rgb-lzw.tif")]
    [InlineData("gray16.tif")]
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
    [InlineData("cmyk.jpg")]
    [InlineData("lossy.webp")]
    [InlineData("animated.gif")]
    [InlineData("rgb-lzw.tif")]
    [InlineData("fax.tif")]
    [InlineData("gray16.tif")]
    [InlineData("palette-packbits.tif")]
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
                Assert.NotEmpty(fault.Reason.ToString());
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

    [Theory]
    [InlineData("....ftypheic", "HEIC cannot be read")]
    [InlineData("....ftypmif1", "HEIC cannot be read")]
    [InlineData("....ftypavif", "AVIF cannot be read")]
    [InlineData("....jP  \r\n", "JPEG 2000 cannot be read")]
    [InlineData("8BPS........", "Photoshop cannot be read")]
    [InlineData("<!DOCTYPE html>", "HTML cannot be read")]
    public void Formats_that_are_known_and_not_read_are_refused_by_name(string start, string text) =>
        Refuses([.. System.Text.Encoding.ASCII.GetBytes(start), .. new byte[64]], text);

    [Fact]
    public void A_progressive_jpeg_without_its_last_scans_is_refused()
    {
        // Every scan that is left decodes: only the missing end marker tells that others were to follow.
        var bytes = Oracle.Fixture("progressive.jpg");
        var lastScan = bytes.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
        Refuses(bytes[..lastScan], "end early");
        Refuses(bytes[..^2], "end early");
    }

    [Fact]
    public void A_tiff_whose_directory_claims_values_outside_the_file_is_refused_before_memory_is_taken()
    {
        var tiff = Oracle.Fixture("rgb-lzw.tif");
        var directory = BinaryPrimitives.ReadInt32LittleEndian(tiff.AsSpan(4));
        var entries = BinaryPrimitives.ReadInt16LittleEndian(tiff.AsSpan(directory));
        for (var i = 0; i < entries; i++)
        {
            var damaged = tiff.ToArray();
            BinaryPrimitives.WriteUInt32LittleEndian(damaged.AsSpan(directory + 2 + (12 * i) + 4), 0x7FFFFFFF);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Refuses(damaged, "outside the file");
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        }
    }

    [Fact]
    public void A_tiff_that_claims_a_huge_image_is_refused()
    {
        var tiff = Oracle.Fixture("gray.tif");
        SetTag(tiff, 256, 400_000);
        SetTag(tiff, 257, 400_000);
        Refuses(tiff, "400000");
    }

    [Fact]
    public void A_tiff_of_floating_point_is_refused_with_what_to_do()
    {
        var tiff = Oracle.Fixture("gray.tif");
        SetTag(tiff, 258, 32);
        Refuses(tiff, "32 bits");
    }

    [Fact]
    public void A_size_above_the_limit_is_refused_with_the_option_to_raise()
    {
        var fault = Assert.Throws<UnreadableImageException>(() =>
            ImageCodec.Decode(Oracle.Fixture("photo.jpg"), new DecodeOptions { MaximumPixels = 100 }));
        Assert.Contains("MaximumPixels", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>Changes the single value of a tag in the first directory; short or long by its type.</summary>
    private static void SetTag(byte[] tiff, int tag, int value)
    {
        var directory = BinaryPrimitives.ReadInt32LittleEndian(tiff.AsSpan(4));
        for (var at = directory + 2; ; at += 12)
        {
            if (BinaryPrimitives.ReadUInt16LittleEndian(tiff.AsSpan(at)) == tag)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(tiff.AsSpan(at + 2), (ushort)(value > ushort.MaxValue ? 4 : 3));
                BinaryPrimitives.WriteInt32LittleEndian(tiff.AsSpan(at + 8), value);
                return;
            }
        }
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
        Assert.Contains(text, fault.Reason.ToString(), StringComparison.Ordinal);
    }
}
