using Counterpoise.Federated.Networks;

namespace Counterpoise.Tests.Federated.Networks;

public class SmallNetworksTests
{
    [Theory]
    [InlineData(1, 28)]
    [InlineData(3, 32)]
    public void The_convolutional_network_takes_small_pictures(int channels, int size)
    {
        using var network = SmallNetworks.Convolutional(channels, 10);
        var (embedding, logits) = network.call(torch.randn(2, channels, size, size));
        Assert.Equal([2, 128], embedding.shape);
        Assert.Equal([2, 10], logits.shape);
    }

    [Fact]
    public void It_has_as_many_parameters_as_its_page_says()
    {
        using var network = SmallNetworks.Convolutional(1, 10);
        Assert.Equal(98_554, network.parameters().Sum(parameter => parameter.numel()));
        using var table = SmallNetworks.Perceptron(7, 2);
        Assert.Equal([3, 2], table.call(torch.randn(3, 7)).Logits.shape);
    }
}
