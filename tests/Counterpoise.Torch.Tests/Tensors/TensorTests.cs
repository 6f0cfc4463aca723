using Counterpoise.Torch;

namespace Counterpoise.Tests.Torch;

public class TensorTests
{
    [Fact]
    public void Arithmetic_reaches_libtorch_and_comes_back()
    {
        using var scope = DisposeScope.Begin();
        var a = Tensor.FromArray<float>([1, 2, 3, 4], 2, 2);
        var b = (2 * a + 1) / 2 - a.T();
        Assert.Equal([0.5f, -0.5f, 1.5f, 0.5f], b.ToArray<float>());
        Assert.Equal(10.0, a.Sum().ToDouble());
        Assert.Equal([2L, 2L], b.Shape);
    }

    [Fact]
    public void Indexing_feels_like_CSharp()
    {
        using var scope = DisposeScope.Begin();
        var t = Tensor.Arange(24).Reshape(2, 3, 4);
        Assert.Equal([2L, 3L, 2L], t[.., .., 0..2].Shape);
        Assert.Equal([20L, 21, 22, 23], t[^1, ^1].ToArray<long>());
        Assert.Equal([1L, 2, 3, 4], t[null, ..].Shape);
        Assert.Equal([3L, 7, 11, 15, 19, 23], t[TensorIndex.Ellipsis, 3].ToArray<long>());
        Assert.Equal([22L, 23], t[t > 21].ToArray<long>());
        t[0] = Tensor.Scalar(7);
        Assert.Equal(12 * 7, t[0].Sum().Item<long>());
    }

    [Fact]
    public void Gradients_flow_back_to_leaves()
    {
        using var scope = DisposeScope.Begin();
        var x = Tensor.FromArray<double>([1, 2, 3]).WithGrad();
        (x * x).Sum().Backward();
        Assert.Equal([2.0, 4, 6], x.Grad!.ToArray<double>());
    }

    [Fact]
    public void A_shape_error_names_both_shapes()
    {
        using var scope = DisposeScope.Begin();
        var product = Assert.Throws<TorchException>(() => Tensor.Zeros(2, 3).MatMul(Tensor.Zeros(4, 5)));
        Assert.Contains("aten::matmul of Float32[2, 3], Float32[4, 5]", product.Message, StringComparison.Ordinal);
        var sum = Assert.Throws<TorchException>(() => Tensor.Zeros(2, 3) + Tensor.Zeros([2], ScalarType.Float64));
        Assert.Contains("aten::add.Tensor of Float32[2, 3], Float64[2]", sum.Message, StringComparison.Ordinal);
        var joined = Assert.Throws<TorchException>(() => Tensor.Concatenate([Tensor.Zeros(2, 3), Tensor.Zeros(2, 4)]));
        Assert.Contains("aten::cat of (Float32[2, 3], Float32[2, 4])", joined.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_custom_function_takes_part_in_the_graph()
    {
        using var scope = DisposeScope.Begin();
        var x = Tensor.FromArray<double>([1, 2, 3]).WithGrad();
        Cube.Of(x).Sum().Backward();
        Assert.Equal([3.0, 12, 27], x.Grad!.ToArray<double>());
    }

    private sealed class Cube : CustomFunction
    {
        public static Tensor Of(Tensor x) => new Cube().Apply(x)[0];

        protected override Tensor[] Forward(Tensor?[] inputs) => [Save(inputs[0]!).Pow(3)];

        protected override Tensor?[] Backward(Tensor?[] gradients) => [3 * Saved(0).Pow(2) * gradients[0]!];
    }
}
