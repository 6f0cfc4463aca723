using Counterpoise.Tabular.RgNet;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tests.Tabular.RgNet;

public class ScaleNetworkTests
{
    [Fact]
    public void Scales_and_probability_equal_the_oracle()
    {
        using var scope = torch.NewDisposeScope();
        var oracle = OracleJson.Read("rgnet.json");
        using var network = Plain([4, 2, 1], ScaleActivation.Tanh);
        Set(network.Maps[0].Weight, .5, .5, 0, 0, 0, 0, .5, .5);
        Set(network.Maps[1].Weight, .5, .5);
        Set(network.Head.Weight, .1, .2, .3, .4, .5, .6, .7);
        Set(network.Head.Bias!, -.2);
        var x = torch.tensor(new[] { 1.0, -.5, .25, 2 }, 1, 4);

        var flow = network.Flow(x);
        Near(oracle.Rows("h1")[0], flow[1]);
        Near(oracle.Rows("h2")[0], flow[2]);
        Near(oracle.Rows("feat")[0], torch.cat(flow, 1));
        var logit = network.forward(x);
        Near([oracle.Double("logit")], logit);
        Near([oracle.Double("prob")], logit.Sigmoid());
    }

    [Fact]
    public void Widths_and_parameters_are_counted_as_they_are_made()
    {
        var example = OracleJson.Read("rgnet.json").GetProperty("widths_example");
        Assert.Equal(example.Ints("widths"), ScaleShape.Narrowing(6, .5, 2));
        Assert.Equal([8, 4, 2], ScaleShape.Narrowing(8, .5, 2));
        Assert.Equal([1], ScaleShape.Narrowing(1, .5, 2));
        Assert.Equal([3, 2], ScaleShape.Narrowing(3, .9, 2));
        var shape = new ScaleShape { Widths = [6, 3, 2], ClassCount = 2, HasBatchNorm = false };
        Assert.Equal(41, shape.ParameterCount);
        foreach (var each in new[] { shape, shape with { HasBatchNorm = true }, shape with { HeadUnits = 5, ClassCount = 4 },
            shape with { HasBias = false }, shape with { Widths = [6] } })
        {
            using var network = new ScaleNetwork(each);
            Assert.Equal(each.ParameterCount, network.ParameterCount);
        }
    }

    [Fact]
    public void Widths_that_never_get_there_and_ratios_that_do_not_shrink_are_refused()
    {
        Assert.Contains("20 scales", Assert.Throws<ArgumentException>(() => ScaleShape.Narrowing(1000, .999, 2)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => ScaleShape.Narrowing(8, 1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => ScaleShape.Narrowing(0, .5, 2));
    }

    [Fact]
    public void Block_means_keep_a_constant_row_constant_at_every_scale()
    {
        using var scope = torch.NewDisposeScope();
        using var network = new ScaleNetwork(new ScaleShape
        {
            Widths = ScaleShape.Narrowing(11, .6, 2), ClassCount = 2, HasBatchNorm = false, Activation = ScaleActivation.Identity,
                Coarsening = Coarsening.FromAverages,
        }).Initialize(3);
        foreach (var scale in network.Flow(torch.full(1, 11, 2.5)))
        {
            Assert.All(scale.ToArray<float>(), v => Assert.Equal(2.5, v, 1e-6));
        }
    }

    [Theory]
    [InlineData(ScaleActivation.Tanh, true, 2)]
    [InlineData(ScaleActivation.Gelu, false, 3)]
    public void Gradients_agree_with_differences(ScaleActivation activation, bool hasBatchNorm, int classCount)
    {
        using var scope = torch.NewDisposeScope();
        using var network = new ScaleNetwork(new ScaleShape { Widths = [5, 3, 2], ClassCount = classCount, Activation = activation,
            HasBatchNorm = hasBatchNorm, HeadUnits = 3 }).Initialize(1);
        network.to(ScalarType.Float64);
        var x = torch.tensor(Enumerable.Range(0, 20).Select(i => Math.Sin(i * 1.7)).ToArray(), 4, 5);
        GradientCheck.Check(inputs => network.forward(inputs[0]), x);
        Tensor[] parameters = [.. network.parameters()];
        foreach (var parameter in parameters)
        {
            parameter.grad = null;
        }

        var output = network.forward(x.Detach());
        (output * output).Sum().backward();
        foreach (var parameter in parameters)
        {
            using var guard = torch.no_grad();
            var found = parameter.grad!.ToArray<double>()[0];
            var first = parameter.flatten()[0];
            double At(double step)
            {
                first.add_(step);
                var value = network.forward(x.Detach()).square().sum().ToDouble();
                first.sub_(step);
                return value;
            }

            Assert.Equal((At(1e-6) - At(-1e-6)) / 2e-6, found, 1e-5);
        }
    }

    [Fact]
    public void One_row_in_training_is_normalised_with_running_statistics()
    {
        using var scope = torch.NewDisposeScope();
        using var network = new ScaleNetwork(new ScaleShape { Widths = [4, 2], ClassCount = 2 }).Initialize(0);
        network.train();
        Assert.True(double.IsFinite(network.forward(torch.ones(1, 4)).ToSingle()));
        Assert.True(network.training);
    }

    private static ScaleNetwork Plain(int[] widths, ScaleActivation activation)
    {
        var network = new ScaleNetwork(new ScaleShape { Widths = widths, ClassCount = 2, HasBatchNorm = false, HasBias = false,
            Activation = activation }).Initialize(0);
        network.to(ScalarType.Float64);
        network.eval();
        return network;
    }

    private static void Set(Tensor parameter, params double[] values)
    {
        using var guard = torch.no_grad();
        parameter.copy_(torch.tensor(values).reshape(parameter.Shape));
    }

    private static void Near(double[] expected, Tensor found) =>
        Assert.All(expected.Zip(found.ToArray<double>()), p => Assert.Equal(p.First, p.Second, 1e-12));
}
