using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Vision.Backbones;
using Counterpoise.Vision.Models;

namespace Counterpoise.Vision.Tests.Backbones;

/// <summary>Networks that are written as layers compute the same.</summary>
public sealed class LayerGraphTests
{
    private const int Side = 32;

    public static TheoryData<string> Names => ["mobilenet-v3-small", "mobilenet-v3-large-minimalistic", "resnet-18", "cifar-resnet-20",
        "small-cnn", "resnet-18-packaged"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_network_written_as_layers_gives_the_same_logits(string name)
    {
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        var architecture = ImageArchitecture.Named(name);
        var network = architecture.Create(architecture.Defaults with { Classes = 3 });
        using var module = (nn.Module<Tensor, Tensor>)network;
        Fill(module);
        module.eval();
        var graph = LayerGraphWriter.Describe(network, Side, Side);
        var images = Wave(1, 3, Side, Side);
        var expected = module.forward(images).ToArray<float>();
        var found = graph.Run(images.permute(0, 2, 3, 1).contiguous().ToArray<float>());
        var size = expected.Max(Math.Abs);
        Assert.True(size > 1e-4, "the network gives nothing to compare");
        Assert.All(expected.Zip(found), p => Assert.Equal(p.First, p.Second, 2e-4 * size));
        var features = LayerGraphWriter.DescribeFeatures(network, Side, Side);
        var pooled = network.Features(images).ToArray<float>();
        Assert.Equal(network.FeatureCount, features.Output.Length);
        Assert.All(pooled.Zip(features.Run(images.permute(0, 2, 3, 1).contiguous().ToArray<float>())),
            p => Assert.Equal(p.First, p.Second, 2e-4 * pooled.Max(Math.Abs)));
    }

    [Fact]
    public void A_network_that_cannot_be_written_is_refused_by_its_name()
    {
        using var network = SwinTransformer.Tiny();
        Assert.Contains("SwinTransformer", Assert.Throws<ArgumentException>(() => LayerGraphWriter.Describe(network, Side, Side)).Message,
            StringComparison.Ordinal);
    }

    // Values that differ everywhere, the statistics of batch norms too, so that a mistaken order shows.
    private static void Fill(nn.Module<Tensor, Tensor> module)
    {
        foreach (var (name, tensor) in module.StateDict().Where(t => t.Value.is_floating_point()))
        {
            var wave = Wave([.. tensor.shape]);
            tensor.copy_(name.EndsWith("running_var", StringComparison.Ordinal) ? wave.abs() + 0.5
                : tensor.dim() > 1 ? wave * (2 / Math.Sqrt(tensor.numel() / (double)tensor.shape[0]))
                    : (wave * 0.2) + (name.EndsWith("weight", StringComparison.Ordinal) ? 1 : 0));
        }
    }

    private static Tensor Wave(params long[] shape) => torch.sin(
        torch.arange(shape.Aggregate(1L, (a, b) => a * b), dtype: torch.float32) * 0.7371f).reshape(shape);
}
