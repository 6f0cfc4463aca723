using Counterpoise.Torch;

namespace Counterpoise.Tests.Torch.Autograd;

public class GradientCheckTests
{
    [Fact]
    public void A_right_gradient_passes_and_a_wrong_one_fails_with_the_element()
    {
        using var scope = torch.NewDisposeScope();
        var x = Tensor.FromArray<double>([1, 2, 3]);
        GradientCheck.Check(inputs => inputs[0].Square(), x);
        var failure = Assert.ThrowsAny<Exception>(() => GradientCheck.Check(inputs => new Wrong().Of(inputs[0]), x));
        Assert.Contains("input 0, element 1", failure.Message, StringComparison.Ordinal);
    }

    private sealed class Wrong : CustomFunction
    {
        public Tensor Of(Tensor x) => Apply(x);

        protected override Tensor Forward(Tensor?[] inputs) => Save(inputs[0]!).Square();

        protected override Tensor?[] Backward(Tensor gradient)
        {
            var wrong = 2 * Saved(0) * gradient;
            wrong[1].add_(0.01);
            return [wrong];
        }
    }
}
