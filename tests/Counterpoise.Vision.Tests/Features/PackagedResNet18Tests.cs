using System.Numerics.Tensors;
using Counterpoise.Tests;
using Counterpoise.Vision.Features;
using Counterpoise.Vision.Images;

namespace Counterpoise.Vision.Tests.Features;

public sealed class PackagedResNet18Tests
{
    private const int Side = 224;

    [Fact]
    public void A_formula_gives_the_features_that_another_framework_computed()
    {
        using var network = new PackagedResNet18();
        var planes = new float[3 * Side * Side];
        for (var c = 0; c < 3; c++)
        {
            for (var i = 0; i < Side; i++)
            {
                for (var j = 0; j < Side; j++)
                {
                    planes[(c * Side * Side) + (i * Side) + j] =
                        (float)(127.5 * (1 + (.5 * (Math.Sin(.1 * (c + 1) * i) + Math.Cos(.05 * j)))));
                }
            }
        }

        var features = new float[network.FeatureCount];
        network.ExtractPlanes(planes, features);
        Check(features, [.30859f, 0, 0, .99705f, .08038f, 0, 0, 0], norm: 48.91505, sum: 465.7459, largest: 17.70931f, at: 279, zeros: 196);
    }

    [Fact]
    public void A_photograph_gives_the_features_that_another_framework_computed()
    {
        using var network = new PackagedResNet18();
        var small = new RgbImage();
        new Resizer().Resize(ImageCodec.Decode(File.ReadAllBytes(Repository.Data("backbones/cat.bmp"))), Side, Side, small);
        var features = new float[network.FeatureCount];
        network.Extract(small, features);
        Check(features, [.32453f, .26392f, .02385f, .06352f, .66992f, .02592f, .34330f, .08993f], norm: 26.86549, sum: 371.9336,
            largest: 10.01411f, at: 273, zeros: 31);
    }

    [Fact]
    public void An_image_of_another_size_is_refused_with_both_sizes()
    {
        using var network = new PackagedResNet18();
        var fault = Assert.Throws<ArgumentException>(() => network.Extract(new RgbImage(32, 32, new byte[32 * 32 * 3]), new float[512]));
        Assert.Contains("32×32", fault.Message);
        Assert.Contains("224×224", fault.Message);
        Assert.Throws<ArgumentException>(() => network.Extract(new RgbImage(Side, Side, new byte[Side * Side * 3]), new float[511]));
    }

    [Fact]
    public void A_file_that_is_nowhere_is_named_with_the_package_to_restore()
    {
        var fault = Assert.Throws<FileNotFoundException>(() => PackagedModel.Find("No.Such.Package", "1.2.3", "tools/absent.onnx"));
        Assert.Contains("dotnet add package No.Such.Package --version 1.2.3", fault.Message);
        Assert.False(PackagedModel.Exists("No.Such.Package", "1.2.3", "tools/absent.onnx"));
    }

    private static void Check(float[] features, float[] first, double norm, double sum, float largest, int at, int zeros)
    {
        for (var i = 0; i < first.Length; i++)
        {
            Assert.Equal(first[i], features[i], 2e-4f);
        }

        Assert.Equal(norm, TensorPrimitives.Norm<float>(features), 1e-3);
        Assert.Equal(sum, features.Sum(v => (double)v), 1e-2);
        Assert.Equal(largest, features.Max(), 2e-4f);
        Assert.Equal(at, Array.IndexOf(features, features.Max()));
        Assert.Equal(zeros, features.Count(v => v == 0));
    }
}
