using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Tests.Backbones;

/// <summary>The published weights of the CIFAR ResNets, in the file format of PyTorch before 1.6.</summary>
public sealed class CifarResNetFilesTests
{
    [Theory]
    [InlineData("cifar-resnet-20", "resnet20-12fca82f.th", new[] { -1.48546, -1.75818, .31105, 3.57651, .92919, -.87372, -.80366, 1.24555,
        -.51288, -.65787 })]
    [InlineData("cifar-resnet-32", "resnet32-d509ac18.th", new[] { .58534, -3.89172, 4.44524, 5.22538, -1.39508, -2.28903, 5.77386,
        -4.20711, -.23623, -3.95141 })]
    public void A_published_file_gives_the_logits_that_PyTorch_computes(string architecture, string file, double[] expected)
    {
        using var scope = torch.NewDisposeScope();
        using var unrecorded = torch.no_grad();
        using var classifier = CifarResNets.Load(architecture, file);
        var pixels = new float[3 * 32 * 32];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (channel, row, column) = (i / 1024, i / 32 % 32, i % 32);
            pixels[i] = (float)(Math.Sin(.1 * (channel + 1) * row) + Math.Cos(.05 * column));
        }

        var logits = classifier.Network.Forward(Tensor.FromArray(pixels, 1, 3, 32, 32)).Logits.ToArray<float>();
        Assert.All(expected.Zip(logits), pair => Assert.Equal(pair.First, pair.Second, 2e-4));
    }

    [Fact]
    public void On_pictures_compressed_as_JPEG_the_networks_are_right_as_often_as_in_PyTorch()
    {
        var pictures = CifarResNets.Pictures(400);
        Assert.InRange(CifarResNets.Accuracy("cifar-resnet-20", "resnet20-12fca82f.th", pictures), .79, .85);
    }

    [Theory(Explicit = true)]
    [InlineData("cifar-resnet-20", "resnet20-12fca82f.th", .810)]
    [InlineData("cifar-resnet-32", "resnet32-d509ac18.th", .826)]
    public void On_all_ten_thousand_pictures_the_accuracy_is_PyTorchs(string architecture, string file, double expected) =>
        Assert.Equal(expected, CifarResNets.Accuracy(architecture, file, CifarResNets.Pictures(10_000)), 1e-3);
}
