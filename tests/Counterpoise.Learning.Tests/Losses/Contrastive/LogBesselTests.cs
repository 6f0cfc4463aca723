using System.Text.Json;
using Counterpoise.Learning.Losses;
using Counterpoise.Torch;

namespace Counterpoise.Tests.Learning.Losses;

public class LogBesselTests
{
    [Fact]
    public void Values_and_ratios_equal_those_of_forty_digits_at_every_order_and_size()
    {
        var rows = JsonDocument.Parse(File.ReadAllText(Repository.Oracle("log_bessel.json"))).RootElement.EnumerateArray().ToArray();
        Assert.Equal(90, rows.Length);
        Assert.All(rows, row =>
        {
            var (x, log) = (row.Number("x"), row.Number("log"));
            var found = LogBessel.At(x * x, row.Number("order"));
            Assert.InRange(Math.Abs(found.Log - log), 0, 1e-12 * Math.Max(1, Math.Abs(log)));
            Assert.Equal(row.Number("ratio"), found.Ratio * x, 1e-10);
        });
    }

    [Fact]
    public void By_hand_order_one_half_is_a_hyperbolic_sine()
    {
        foreach (var x in new[] { 0.01, 1, 20 })
        {
            Assert.Equal(Math.Log(Math.Sqrt(2 / Math.PI) * Math.Sinh(x) / x), LogBessel.At(x * x, 0.5).Log, 1e-12);
        }
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(63)]
    public void The_gradient_equals_finite_differences_down_to_zero(double order)
    {
        using var scope = torch.NewDisposeScope();
        GradientCheck.Check(q => LogBessel.OfSquares(q[0], order).Sum(), 5e-7, Tensor.FromArray([1e-3, 0.3, 4, 90, 2500]));
        var zero = Tensor.FromArray([0.0]).WithGrad();
        LogBessel.OfSquares(zero, order).Sum().Backward();
        Assert.Equal(1 / (4 * (order + 1)), zero.Grad!.Item<double>(), 1e-12);
    }
}
