using System.Globalization;
using Counterpoise.Vision.Duplicates;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Tests.Duplicates;

public sealed class PerceptualHashTests
{
    [Fact]
    public void Hashes_are_those_of_the_reference()
    {
        var hasher = new PerceptualHash();
        foreach (var expected in Oracle.Read("vision_scenarios.json").GetProperty("hashes").EnumerateArray())
        {
            var image = ImageCodec.Decode(Oracle.Fixture(expected.Text("file")));
            Assert.Equal(expected.Text("dct"), hasher.DctHash(image).ToString("x16", CultureInfo.InvariantCulture));
            Assert.Equal(expected.Text("difference"), hasher.DifferenceHash(image).ToString("x16", CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void Flat_images_of_any_gray_have_the_same_hash()
    {
        var hasher = new PerceptualHash();
        ulong[] hashes = [.. new byte[] { 1, 77, 128, 255 }.Select(value =>
        {
            var image = new RgbImage(40, 31);
            image.Pixels.Fill(value);
            return hasher.DctHash(image);
        })];
        Assert.Single(hashes.Distinct());
    }
}
