using Counterpoise.Torch;

namespace Counterpoise.Tests.Torch.Autograd;

public class AutocastTests
{
    [Fact]
    public void Products_run_in_bfloat16_inside_its_region_only()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.ones(4, 4);
        using (Autocast.Begin())
        {
            Assert.True(Autocast.IsEnabled());
            Assert.Equal(ScalarType.BFloat16, x.mm(x).dtype);
            using (Autocast.Begin(enabled: false))
            {
                Assert.Equal(ScalarType.Float32, x.mm(x).dtype);
            }

            Assert.True(Autocast.IsEnabled());
        }

        Assert.False(Autocast.IsEnabled());
        Assert.Equal(ScalarType.Float32, x.mm(x).dtype);
    }

    [Fact]
    public void A_gradient_has_the_type_of_its_weight()
    {
        using var scope = torch.NewDisposeScope();
        var weight = torch.ones([4, 4], requires_grad: true);
        Tensor loss;
        using (Autocast.Begin())
        {
            var product = torch.ones(2, 4).mm(weight);
            loss = torch.nn.functional.cross_entropy(product, torch.zeros(2, ScalarType.Int64));
        }

        Assert.Equal(ScalarType.Float32, loss.dtype);
        loss.backward();
        Assert.Equal(ScalarType.Float32, weight.grad!.dtype);
    }
}
