using System.Security.Cryptography;
using System.Text.Json;
using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Tests.Augmentation;

public sealed class ReferencePixelsTests
{
    private static readonly JsonElement s_oracle = Oracle.Read("vision_augmentation.json");

    public static TheoryData<string> Operations() => [.. s_oracle.GetProperty("cases").EnumerateArray().Select(c => c.Text("operation"))
        .Distinct()];

    [Theory]
    [MemberData(nameof(Operations))]
    public void Every_operation_gives_the_pixels_of_Pillow(string operation)
    {
        foreach (var expected in s_oracle.GetProperty("cases").EnumerateArray().Where(c => c.Text("operation") == operation))
        {
            var frame = Frame();
            Apply(frame, operation, expected.Double("value"));
            Assert.Equal(expected.Bytes("rgb"), frame.Image.Pixels.ToArray());
        }
    }

    [Fact]
    public void Hues_of_all_orders_and_ranges_of_channels_are_those_of_Pillow()
    {
        byte[] pixels = [.. Enumerable.Range(0, 128 * 128 * 3)
            .Select(i => (byte)((((long)i * i * 31) + (i * 17L) + ((i >> 5) * 91L)) >> 3))];
        foreach (var expected in s_oracle.GetProperty("hues").EnumerateArray())
        {
            var image = new RgbImage(128, 128, pixels);
            Hue.Shift(image, expected.Double("turn"));
            Assert.Equal(expected.Text("sha256"), Convert.ToHexStringLower(SHA256.HashData(image.Pixels)));
        }
    }

    [Fact]
    public void Blurring_stays_within_one_level_of_torchvision()
    {
        foreach (var expected in s_oracle.GetProperty("blurs").EnumerateArray())
        {
            var frame = Frame();
            GaussianBlur.Blur(frame.Image, expected.Double("sigma"), expected.Int("size"));
            Assert.All(expected.Bytes("rgb").Zip(frame.Image.Pixels.ToArray()), pair => Assert.InRange(pair.Second - pair.First, -1, 1));
        }
    }

    [Fact]
    public void The_center_crop_is_that_of_torchvision()
    {
        var frame = Frame();
        new CenterCrop { Size = 9, Fraction = 9.0 / 11 }.Apply(frame, new Counterpoise.Randomness.RandomStream(0));
        Assert.Equal(s_oracle.Bytes("center"), frame.Image.Pixels.ToArray());
    }

    private static void Apply(AugmentationFrame frame, string operation, double value)
    {
        switch (operation)
        {
            case "brightness":
                Tone.Brightness(frame.Image, value);
                break;
            case "contrast":
                Tone.Contrast(frame.Image, value);
                break;
            case "saturation":
                Tone.Saturation(frame.Image, value);
                break;
            case "sharpness":
                Tone.Sharpness(frame, value);
                break;
            case "hue":
                Hue.Shift(frame.Image, value);
                break;
            case "posterize":
                Tone.Posterize(frame.Image, (int)value);
                break;
            case "solarize":
                Tone.Solarize(frame.Image, value);
                break;
            case "autocontrast":
                Tone.AutoContrast(frame.Image);
                break;
            case "equalize":
                Tone.Equalize(frame.Image);
                break;
            case "grayscale":
                Tone.Grayscale(frame.Image);
                break;
            case "rotation":
                AffineMap.Rotation(value, frame.Image.Width, frame.Image.Height).Apply(frame);
                break;
            case "shear-x":
                AffineMap.ShearX(value).Apply(frame);
                break;
            case "shear-y":
                AffineMap.ShearY(value).Apply(frame);
                break;
            case "translation":
                AffineMap.Translation(value, -value).Apply(frame);
                break;
            default:
                Assert.Fail($"no operation is called {operation}");
                break;
        }
    }

    private static AugmentationFrame Frame()
    {
        var frame = new AugmentationFrame();
        frame.Image.CopyFrom(new RgbImage(s_oracle.Int("width"), s_oracle.Int("height"), s_oracle.Bytes("source")));
        return frame;
    }
}
