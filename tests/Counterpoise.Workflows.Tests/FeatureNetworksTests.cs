using Counterpoise.Workflows.Images;

namespace Counterpoise.Workflows.Tests;

public sealed class FeatureNetworksTests
{
    [Theory]
    [InlineData("no-such-net", "known networks are")]
    [InlineData("efficientnet-b0", "write efficientnet-b0=FILE")]
    [InlineData("densenet-121=", "write densenet-121=FILE")]
    [InlineData("swin-tiny=/nowhere/swin.pth", "there is no file '/nowhere/swin.pth'")]
    public void A_network_without_weights_is_refused_with_what_to_write(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<InputException>(() => { FeatureNetworks.Parse(text, "--probe-network"); }).Message,
            StringComparison.Ordinal);

    [Fact]
    public void The_packaged_network_needs_no_file() => Assert.StartsWith("resnet18-imagenet",
        FeatureNetworks.Parse("resnet-18-packaged", "--probe-network").Name, StringComparison.Ordinal);
}
