using Counterpoise.Torch;

namespace Counterpoise.Tests.Torch.Autograd;

public class CustomFunctionTests
{
    [Fact]
    public void Its_backward_equals_finite_differences()
    {
        using var scope = DisposeScope.Begin();
        GradientCheck.Check(x => Product.Of(x[0], x[1])[0] + Product.Of(x[1], x[0])[1].Sin(), Tensor.Randn([3, 2], ScalarType.Float64), Tensor.Randn([3, 2], ScalarType.Float64));
    }

    [Fact]
    public void Inputs_without_gradient_need_none_and_cost_no_saving()
    {
        using var scope = DisposeScope.Begin();
        var a = Tensor.Ones(2);
        var b = Tensor.Ones(2).WithGrad();
        Product.Of(a, b)[0].Sum().Backward();
        Assert.Null(a.Grad);
        Assert.NotNull(b.Grad);
        var plain = new Product();
        Assert.False(plain.Run(a, a)[0].RequiresGrad);
        Assert.Equal(1, plain.Releases);
        using (NoGrad.Begin())
        {
            Assert.False(Product.Of(a, b)[0].RequiresGrad);
        }
    }

    [Fact]
    public void What_it_saved_is_dropped_after_the_backward()
    {
        using var scope = DisposeScope.Begin();
        var function = new Product();
        var x = Tensor.Ones(2).WithGrad();
        var y = function.Run(x, x)[0].Sum();
        Assert.Equal(0, function.Releases);
        y.Backward();
        Assert.Equal(1, function.Releases);
    }

    [Fact]
    public void What_it_saved_is_dropped_with_the_graph_when_no_backward_came()
    {
        var function = new Product();
        using (DisposeScope.Begin())
        {
            var x = Tensor.Ones(2).WithGrad();
            _ = function.Run(x, x);
        }

        Assert.Equal(1, function.Releases);
    }

    [Fact]
    public void A_second_backward_is_refused_and_a_kept_graph_allows_it()
    {
        using var scope = DisposeScope.Begin();
        var x = Tensor.Ones(2).WithGrad();
        var y = Product.Of(x, x)[0].Sum();
        y.Backward(keepGraph: true);
        y.Backward();
        Assert.Contains("Product a second time", Assert.Throws<TorchException>(() => y.Backward()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_derivative_is_refused()
    {
        using var scope = DisposeScope.Begin();
        var x = Tensor.Ones(2).WithGrad();
        var y = Product.Of(x, x)[0].Sum();
        Assert.Contains("Product has no second derivative", Assert.Throws<TorchException>(() => y.GradientsOf([x], createGraph: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_saved_tensor_changed_in_place_is_noticed()
    {
        using var scope = DisposeScope.Begin();
        var x = Tensor.Ones(2).WithGrad();
        var held = x * 2;
        var y = Product.Of(held, held)[0].Sum();
        held.AddInPlace(1);
        var error = Assert.Throws<TorchException>(() => y.Backward());
        Assert.Contains("modified in place", error.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(error.InnerException);
    }

    [Fact]
    public void What_its_backward_throws_arrives_as_the_cause()
    {
        using var scope = DisposeScope.Begin();
        var x = Tensor.Ones(2).WithGrad();
        var error = Assert.Throws<TorchException>(() => new Failing().Of(x).Sum().Backward());
        Assert.Contains("the backward of Failing failed: no luck", error.Message, StringComparison.Ordinal);
        Assert.Equal("no luck", Assert.IsType<NotSupportedException>(error.InnerException).Message);
    }

    [Fact]
    public void A_wrong_number_of_gradients_is_refused()
    {
        using var scope = DisposeScope.Begin();
        var x = Tensor.Ones(2).WithGrad();
        var error = Assert.Throws<TorchException>(() => new Short().Of(x, x).Sum().Backward());
        Assert.Contains("returned 1 gradients, its forward had 2 inputs", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_that_is_an_input_or_a_view_is_refused()
    {
        using var scope = DisposeScope.Begin();
        var x = Tensor.Ones(2).WithGrad();
        Assert.Contains("return a new tensor", Assert.Throws<InvalidOperationException>(() => new Lazy(view: false).Of(x)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => new Lazy(view: true).Of(x));
    }

    [Fact]
    public void An_object_serves_one_call()
    {
        using var scope = DisposeScope.Begin();
        var function = new Product();
        var x = Tensor.Ones(2);
        function.Run(x, x);
        Assert.Throws<InvalidOperationException>(() => function.Run(x, x));
    }

    /// <summary>The product and the sum of two tensors.</summary>
    private sealed class Product : CustomFunction
    {
        public int Releases { get; private set; }

        public static Tensor[] Of(Tensor a, Tensor b) => new Product().Run(a, b);

        public Tensor[] Run(Tensor a, Tensor b) => Apply(a, b);

        protected override Tensor[] Forward(Tensor?[] inputs) => [Save(inputs[0]!) * Save(inputs[1]!), inputs[0]! + inputs[1]!];

        protected override Tensor?[] Backward(Tensor?[] gradients)
        {
            var (product, sum) = (gradients[0] ?? Saved(0).ZerosLike(), gradients[1] ?? Saved(0).ZerosLike());
            return [(product * Saved(1)) + sum, (product * Saved(0)) + sum];
        }

        protected override void Release() => Releases++;
    }

    private sealed class Failing : CustomFunction
    {
        public Tensor Of(Tensor x) => Apply(x)[0];

        protected override Tensor[] Forward(Tensor?[] inputs) => [inputs[0]! * 2];

        protected override Tensor?[] Backward(Tensor?[] gradients) => throw new NotSupportedException("no luck");
    }

    private sealed class Short : CustomFunction
    {
        public Tensor Of(Tensor x, Tensor y) => Apply(x, y)[0];

        protected override Tensor[] Forward(Tensor?[] inputs) => [inputs[0]! + inputs[1]!];

        protected override Tensor?[] Backward(Tensor?[] gradients) => [gradients[0]];
    }

    private sealed class Lazy(bool view) : CustomFunction
    {
        public Tensor Of(Tensor x) => Apply(x)[0];

        protected override Tensor[] Forward(Tensor?[] inputs) => [view ? inputs[0]!.View(1, 2) : inputs[0]!];

        protected override Tensor?[] Backward(Tensor?[] gradients) => gradients;
    }
}
