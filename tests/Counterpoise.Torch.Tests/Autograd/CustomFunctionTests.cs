using Counterpoise.Torch;

namespace Counterpoise.Tests.Torch.Autograd;

public class CustomFunctionTests
{
    [Fact]
    public void Its_backward_equals_finite_differences()
    {
        using var scope = torch.NewDisposeScope();
        GradientCheck.Check(x => Product.Of(x[0], x[1]) + Product.Of(x[1], x[0]).sin(), torch.randn([3, 2], ScalarType.Float64),
            torch.randn([3, 2], ScalarType.Float64));
    }

    [Fact]
    public void Inputs_without_gradient_need_none()
    {
        using var scope = torch.NewDisposeScope();
        var a = torch.ones(2);
        var b = torch.ones(2, requires_grad: true);
        Product.Of(a, b).sum().backward();
        Assert.Null(a.grad);
        Assert.NotNull(b.grad);
        Assert.False(Product.Of(a, a).requires_grad);
        using (torch.no_grad())
        {
            Assert.False(Product.Of(a, b).requires_grad);
        }
    }

    [Fact]
    public void An_absent_input_is_handed_on_as_null()
    {
        using var scope = torch.NewDisposeScope();
        var a = torch.ones(2, requires_grad: true);
        var y = new Shifted().Of(a, null);
        y.sum().backward();
        Assert.Equal([1f, 1], a.grad!.ToArray<float>());
    }

    [Fact]
    public void A_second_backward_through_it_is_refused()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.ones(2, requires_grad: true);
        var y = Product.Of(x * 2, x * 3).sum();
        y.backward(retain_graph: true);
        Assert.ThrowsAny<Exception>(() => y.backward());
        Assert.NotNull(CustomFunction.LastFailure);
    }

    [Fact]
    public void A_second_derivative_is_refused_and_not_silently_lost()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.ones(2, requires_grad: true);
        var y = Product.Of(x, x).sum();
        Assert.ThrowsAny<Exception>(() => y.backward(create_graph: true));
        Assert.Contains("Product has no second derivative", CustomFunction.LastFailure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_saved_tensor_changed_in_place_is_noticed()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.ones(2, requires_grad: true);
        var held = x * 2;
        var y = Product.Of(held, held).sum();
        held.add_(1);
        Assert.ThrowsAny<Exception>(() => y.backward());
        Assert.Contains("inplace operation", CustomFunction.LastFailure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_its_backward_throws_arrives_as_an_exception_with_the_cause_kept()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.ones(2, requires_grad: true);
        Assert.ThrowsAny<Exception>(() => new Failing().Of(x).sum().backward());
        Assert.Equal("no luck", Assert.IsType<NotSupportedException>(CustomFunction.LastFailure).Message);
        Assert.Null(CustomFunction.LastFailure);
    }

    [Fact]
    public void What_its_backward_throws_on_another_thread_arrives_there()
    {
        Exception? found = null;
        var thread = new Thread(() =>
        {
            using var scope = torch.NewDisposeScope();
            var x = torch.ones(2, requires_grad: true);
            Assert.ThrowsAny<Exception>(() => new Failing().Of(x).sum().backward());
            found = CustomFunction.LastFailure;
        });
        thread.Start();
        thread.Join();
        Assert.IsType<NotSupportedException>(found);
    }

    [Fact]
    public void What_its_forward_throws_leaves_no_node_behind()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.ones(2, requires_grad: true);
        Assert.Throws<NotSupportedException>(() => new Unable().Of(x));
        Product.Of(x, x).sum().backward();
        Assert.Equal([2f, 2], x.grad!.ToArray<float>());
    }

    [Fact]
    public void A_wrong_number_of_gradients_is_refused()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.ones(2, requires_grad: true);
        Assert.ThrowsAny<Exception>(() => new Short().Of(x, x).sum().backward());
        Assert.Contains("returned 1 gradients, its forward had 2 inputs", CustomFunction.LastFailure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_that_is_an_input_or_a_view_is_refused()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.ones(2, requires_grad: true);
        Assert.Contains("return a new tensor", Assert.Throws<InvalidOperationException>(() => new Lazy(view: false).Of(x)).Message,
            StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => new Lazy(view: true).Of(x));
    }

    [Fact]
    public void Its_output_can_be_changed_in_place_afterwards()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.tensor([-1f, 2], requires_grad: true);
        Product.Of(x, torch.ones(2)).relu_().sum().backward();
        Assert.Equal([0f, 1], x.grad!.ToArray<float>());
    }

    [Fact]
    public void An_object_serves_one_call()
    {
        using var scope = torch.NewDisposeScope();
        var function = new Product();
        var x = torch.ones(2);
        function.Run(x, x);
        Assert.Throws<InvalidOperationException>(() => function.Run(x, x));
    }

    /// <summary>The product of two tensors.</summary>
    private sealed class Product : CustomFunction
    {
        public static Tensor Of(Tensor a, Tensor b) => new Product().Run(a, b);

        public Tensor Run(Tensor a, Tensor b) => Apply(a, b);

        protected override Tensor Forward(Tensor?[] inputs) => Save(inputs[0]!) * Save(inputs[1]!);

        protected override Tensor?[] Backward(Tensor gradient) => [gradient * Saved(1), gradient * Saved(0)];
    }

    private sealed class Shifted : CustomFunction
    {
        public Tensor Of(Tensor x, Tensor? shift) => Apply(x, shift);

        protected override Tensor Forward(Tensor?[] inputs) => inputs[1] is { } shift ? inputs[0]! + shift : inputs[0]!.clone();

        protected override Tensor?[] Backward(Tensor gradient) => [gradient.clone(), null];
    }

    private sealed class Failing : CustomFunction
    {
        public Tensor Of(Tensor x) => Apply(x);

        protected override Tensor Forward(Tensor?[] inputs) => inputs[0]! * 2;

        protected override Tensor?[] Backward(Tensor gradient) => throw new NotSupportedException("no luck");
    }

    private sealed class Unable : CustomFunction
    {
        public Tensor Of(Tensor x) => Apply(x);

        protected override Tensor Forward(Tensor?[] inputs) => throw new NotSupportedException("no luck");

        protected override Tensor?[] Backward(Tensor gradient) => [gradient];
    }

    private sealed class Short : CustomFunction
    {
        public Tensor Of(Tensor x, Tensor y) => Apply(x, y);

        protected override Tensor Forward(Tensor?[] inputs) => inputs[0]! + inputs[1]!;

        protected override Tensor?[] Backward(Tensor gradient) => [gradient];
    }

    private sealed class Lazy(bool view) : CustomFunction
    {
        public Tensor Of(Tensor x) => Apply(x);

        protected override Tensor Forward(Tensor?[] inputs) => view ? inputs[0]!.view(1, 2) : inputs[0]!;

        protected override Tensor?[] Backward(Tensor gradient) => [gradient];
    }
}
