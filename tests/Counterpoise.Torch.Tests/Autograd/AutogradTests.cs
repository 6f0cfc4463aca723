using Counterpoise.Torch;

namespace Counterpoise.Tests.Torch.Autograd;

public class AutogradTests
{
    [Fact]
    public void Nothing_is_recorded_without_gradients_and_again_after_it()
    {
        using var scope = DisposeScope.Begin();
        var x = Tensor.Ones(2).WithGrad();
        using (NoGrad.Begin())
        {
            Assert.False((x * 2).RequiresGrad);
            using (NoGrad.Resume())
            {
                Assert.True((x * 2).RequiresGrad);
            }

            Assert.False(NoGrad.IsRecording);
        }

        Assert.True((x * 2).RequiresGrad);
    }

    [Fact]
    public void Gradients_sum_up_until_they_are_cleared()
    {
        using var scope = DisposeScope.Begin();
        var x = Tensor.Ones(2).WithGrad();
        (x * 3).Sum().Backward();
        (x * 3).Sum().Backward();
        Assert.Equal([6f, 6], x.Grad!.ToArray<float>());
        x.Grad = null;
        Assert.Null(x.Grad);
        x.Grad = Tensor.Zeros(2);
        Assert.Equal([0f, 0], x.Grad!.ToArray<float>());
    }

    [Fact]
    public void A_second_backward_needs_the_graph_kept()
    {
        using var scope = DisposeScope.Begin();
        var x = Tensor.Ones(2).WithGrad();
        var y = x.Exp().Sum();
        y.Backward(keepGraph: true);
        y.Backward();
        Assert.Contains("second time", Assert.Throws<TorchException>(() => y.Backward()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Second_derivatives_come_from_a_recorded_backward()
    {
        using var scope = DisposeScope.Begin();
        var x = Tensor.FromArray<double>([2]).WithGrad();
        var first = x.Pow(3).GradientsOf([x], createGraph: true, gradient: Tensor.Ones([1], ScalarType.Float64))[0]!;
        var second = first.Sum().GradientsOf([x])[0]!;
        Assert.Equal(12, first.ToDouble());
        Assert.Equal(12, second.ToDouble());
        Assert.Null(x.Grad);
    }

    [Fact]
    public void An_input_that_plays_no_part_has_no_gradient()
    {
        using var scope = DisposeScope.Begin();
        var x = Tensor.Ones(1).WithGrad();
        var unused = Tensor.Ones(1).WithGrad();
        Assert.Null(x.Square().Sum().GradientsOf([x, unused])[1]);
    }

    [Fact]
    public void A_backward_starts_from_the_gradient_given()
    {
        using var scope = DisposeScope.Begin();
        var x = Tensor.Ones(3).WithGrad();
        var y = x * 2;
        Assert.Contains("scalar", Assert.Throws<TorchException>(() => y.Backward()).Message, StringComparison.Ordinal);
        y.Backward(Tensor.FromArray<float>([1, 10, 100]));
        Assert.Equal([2f, 20, 200], x.Grad!.ToArray<float>());
    }

    [Fact]
    public void A_saved_tensor_changed_in_place_is_noticed()
    {
        using var scope = DisposeScope.Begin();
        var x = Tensor.Ones(3).WithGrad();
        var y = x.Exp();
        var before = y.Version;
        y.AddInPlace(1);
        Assert.True(y.Version > before);
        Assert.Contains("inplace", Assert.Throws<TorchException>(() => y.Sum().Backward()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Integers_cannot_require_a_gradient()
    {
        using var scope = DisposeScope.Begin();
        Assert.Throws<TorchException>(() => Tensor.Arange(3).WithGrad());
    }

    [Fact]
    public void Leaves_and_results_know_what_they_are()
    {
        using var scope = DisposeScope.Begin();
        var x = Tensor.Ones(3).WithGrad();
        var y = x.Exp();
        Assert.True(x.IsLeaf);
        Assert.False(y.IsLeaf);
        Assert.Null(x.GradientFunction);
        Assert.Equal("ExpBackward0", y.GradientFunction);
        Assert.Null(y.Detach().GradientFunction);
    }

    [Fact]
    public void Inference_mode_leaves_nothing_for_autograd()
    {
        using var scope = DisposeScope.Begin();
        var x = Tensor.Ones(3).WithGrad();
        Tensor y;
        using (InferenceMode.Begin())
        {
            Assert.True(InferenceMode.IsActive);
            y = x * 2;
        }

        Assert.False(InferenceMode.IsActive);
        Assert.False(y.RequiresGrad);
        Assert.Equal(-1, y.Version);
        Assert.Throws<TorchException>(() => (x * y).Sum());
    }

    [Fact]
    public void Autocast_runs_products_in_bfloat16_inside_its_region_only()
    {
        using var scope = DisposeScope.Begin();
        var x = Tensor.Ones(4, 4);
        using (Autocast.Begin())
        {
            Assert.True(Autocast.IsEnabled());
            Assert.Equal(ScalarType.BFloat16, x.MatMul(x).Type);
            using (Autocast.Begin(enabled: false))
            {
                Assert.Equal(ScalarType.Float32, x.MatMul(x).Type);
            }

            Assert.True(Autocast.IsEnabled());
        }

        Assert.False(Autocast.IsEnabled());
        Assert.Equal(ScalarType.Float32, x.MatMul(x).Type);
    }
}
