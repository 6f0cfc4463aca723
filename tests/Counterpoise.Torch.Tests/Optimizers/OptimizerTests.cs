using Counterpoise.Tests.Torch.Modules;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Tests.Torch.Optimizers;

public sealed class OptimizerTests
{
    [Fact]
    public void One_plain_step_goes_against_the_gradient()
    {
        using var scope = torch.NewDisposeScope();
        var p = Tensor.FromArray([1.0, 2.0]).WithGrad();
        using var optimizer = new Sgd([p], new() { LearningRate = 0.5 });
        (p * Tensor.FromArray([2.0, -4.0])).Sum().Backward();
        optimizer.Step();
        Assert.Equal([0, 4], p.ToArray<double>());
    }

    [Fact]
    public void A_parameter_without_gradient_is_left_alone()
    {
        using var scope = torch.NewDisposeScope();
        var (used, idle) = (Tensor.Ones(3).WithGrad(), Tensor.Ones(3).WithGrad());
        using var optimizer = new AdamW([used, idle], new() { WeightDecay = 0.5, LearningRate = 0.1 });
        used.Sum().Backward();
        optimizer.Step();
        Assert.Equal([1, 1, 1], idle.ToArray<float>());
        Assert.NotEqual(1, used.ToArray<float>()[0]);
        Assert.Equal(0, optimizer.StateDict()["state.1.step"].Item<long>());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Results_do_not_depend_on_the_number_of_threads(int threads)
    {
        using var scope = torch.NewDisposeScope();
        var before = torch.get_num_threads();
        try
        {
            var one = After(1);
            Assert.Equal(one, After(threads));
        }
        finally
        {
            torch.set_num_threads(before);
        }

        static float[] After(int threads)
        {
            torch.set_num_threads(threads);
            Tensor[] parameters = [.. new[] { 7, 100_003, 64_000, 1 }.Select((n, k) => Wave.Of([n], k).Float().WithGrad())];
            using var optimizer = new Adam(parameters, new());
            foreach (var p in parameters)
            {
                p.Grad = Wave.Of(p.Shape, 0.3).Float();
            }

            optimizer.Step();
            optimizer.Step();
            return [.. parameters.SelectMany(p => p.ToArray<float>())];
        }
    }

    [Fact]
    public void A_gradient_in_another_memory_order_gives_the_same_step()
    {
        using var scope = torch.NewDisposeScope();
        var plain = Wave.Of([2, 3, 4, 5], 1).WithGrad();
        var other = plain.Detach().Clone().WithGrad();
        using var first = new Sgd([plain], new() { Momentum = 0.9 });
        using var second = new Sgd([other], new() { Momentum = 0.9 });
        plain.Grad = Wave.Of([2, 3, 4, 5], 2);
        other.Grad = Wave.Of([2, 3, 4, 5], 2).Contiguous(MemoryFormat.ChannelsLast);
        first.Step();
        second.Step();
        Assert.Equal(plain.ToArray<double>(), other.ToArray<double>());
    }

    [Fact]
    public void A_backward_pass_through_values_from_before_the_step_is_refused()
    {
        using var scope = torch.NewDisposeScope();
        var (p, scalar) = (Tensor.Ones(3).WithGrad(), Tensor.Scalar(2.0).WithGrad());
        using var optimizer = new Sgd([p, scalar], new() { LearningRate = 0.5 });
        var loss = (p.Square() * scalar).Sum();
        loss.Backward(keepGraph: true);
        optimizer.Step();
        var error = Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => loss.Backward());
        Assert.Contains("modified by an inplace operation", error.Message, StringComparison.Ordinal);
        Assert.Equal([-1, -1, -1], p.ToArray<float>());
        Assert.Equal(0.5, scalar.Item<double>());
    }

    [Fact]
    public void Low_precision_parameters_are_updated_too()
    {
        using var scope = torch.NewDisposeScope();
        var p = Tensor.Ones([4], ScalarType.BFloat16).WithGrad();
        using var optimizer = new Sgd([p], new() { LearningRate = 0.5, Momentum = 0.9 });
        p.Sum().Backward();
        optimizer.Step();
        Assert.Equal([0.5, 0.5, 0.5, 0.5], p.Double().ToArray<double>());
    }

    [Fact]
    public void A_state_that_does_not_fit_is_refused_with_every_fault_and_changes_nothing()
    {
        using var scope = torch.NewDisposeScope();
        var p = Tensor.Ones(3).WithGrad();
        using var optimizer = new Sgd([p], new() { Momentum = 0.9 });
        p.Sum().Backward();
        optimizer.Step();
        var state = optimizer.StateDict().ToDictionary(s => s.Key, s => s.Value);
        state["state.0.momentum_buffer"] = Tensor.Ones(4);
        state["state.7.step"] = Tensor.Scalar(1);
        state.Remove("group.0.learning_rate");
        var error = Assert.Throws<ArgumentException>(() => optimizer.LoadStateDict(state));
        Assert.Contains("missing: group.0.learning_rate", error.Message, StringComparison.Ordinal);
        Assert.Contains("unexpected: state.7.step", error.Message, StringComparison.Ordinal);
        Assert.Contains("[4] in the state and [3] in the parameter", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_parameters_or_one_given_twice_is_refused()
    {
        using var scope = torch.NewDisposeScope();
        var p = Tensor.Ones(1).WithGrad();
        Assert.Contains("no parameters", Assert.Throws<ArgumentException>(() => new Sgd([], new())).Message, StringComparison.Ordinal);
        Assert.Contains("twice", Assert.Throws<ArgumentException>(() => new Adam([p, p], new())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constants_out_of_range_are_refused_with_every_fault()
    {
        using var scope = torch.NewDisposeScope();
        var p = Tensor.Ones(1).WithGrad();
        var error = Assert.Throws<ArgumentException>(() => new Sgd([p], new() { Momentum = -1, WeightDecay = -2, Nesterov = true }));
        Assert.Contains("Momentum is -1", error.Message, StringComparison.Ordinal);
        Assert.Contains("WeightDecay is -2", error.Message, StringComparison.Ordinal);
        Assert.Contains("Nesterov needs", error.Message, StringComparison.Ordinal);
        Assert.Contains("Beta1 is 1", Assert.Throws<ArgumentException>(() => new AdamW([p], new() { Beta1 = 1 })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Clipping_without_gradients_finds_norm_zero_and_a_short_gradient_is_left_alone()
    {
        using var scope = torch.NewDisposeScope();
        var p = Tensor.Ones(2).WithGrad();
        Assert.Equal(0, GradientClipping.ByNorm([p], 1));
        p.Grad = Tensor.FromArray([0.3f, 0.4f]);
        Assert.Equal(0.5, GradientClipping.ByNorm([p], 1), 6);
        Assert.Equal([0.3f, 0.4f], p.Grad!.ToArray<float>());
    }

    [Fact]
    public void The_average_is_lent_to_the_module_and_given_back()
    {
        using var scope = torch.NewDisposeScope();
        using var module = new BatchNorm1d(1);
        using var average = new ExponentialMovingAverage(module, 0.5);
        LayerOracleTests.Fill(module.Weight!, Tensor.Full([1], 3));
        LayerOracleTests.Fill(module.RunningMean!, Tensor.Full([1], 9));
        average.Update();
        using (average.Apply())
        {
            Assert.Equal([2f], module.Weight!.ToArray<float>());
            Assert.Equal([9f], module.RunningMean!.ToArray<float>());
        }

        Assert.Equal([3f], module.Weight!.ToArray<float>());
    }
}
