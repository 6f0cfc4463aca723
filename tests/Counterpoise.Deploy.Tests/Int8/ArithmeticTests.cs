using Counterpoise.Deploy.Int8;

namespace Counterpoise.Deploy.Tests.Int8;

/// <summary>The arithmetic of int8, by the golden numbers and by hand.</summary>
public sealed class ArithmeticTests
{
    [Fact]
    public void ARangeBecomesScaleAndZeroPoint()
    {
        var q = AffineQuantization.FromRange(-1, 1.5);
        Assert.Equal(0.00980392156862745, q.Scale, 1e-15);
        Assert.Equal(-26, q.ZeroPoint);
        Assert.Equal([-128, -77, -26, 5, 127], new[] { -1, -.5, 0, .3, 1.5 }.Select(v => (int)q.Quantize(v)));
        Assert.Equal(.3039215686, q.Dequantize(5), 1e-10);
        Assert.Equal(new AffineQuantization(1, 0), AffineQuantization.FromRange(0, 0));
        Assert.Throws<ArgumentException>(() => AffineQuantization.FromRange(0, double.NaN));
        Assert.Throws<ArgumentException>(() => q.Quantize(double.NaN));
    }

    [Fact]
    public void FactorsBecomeMantissaAndShift()
    {
        Assert.Equal(new FixedPointMultiplier(1145324612, 6), FixedPointMultiplier.From(.008333333333333333));
        Assert.Equal(new FixedPointMultiplier(1442928645, 9), FixedPointMultiplier.From(.0013123359580052495));
    }

    [Theory]
    [InlineData(1145324612, 6, 39540, 330, 329)]
    [InlineData(1442928645, 9, -39243, -52, -51)]
    [InlineData(1145324612, 6, -7711, -64, -64)]
    [InlineData(1442928645, 9, -20339, -27, -27)]
    public void RoundingIsSingleOrDouble(int value, int shift, int sum, int twice, int once)
    {
        var multiplier = new FixedPointMultiplier(value, shift);
        Assert.Equal(twice, multiplier.Apply(sum, RoundingMode.Double));
        Assert.Equal(once, multiplier.Apply(sum, RoundingMode.Single));
    }

    [Fact]
    public void ADenseLayerGivesTheGoldenCodes()
    {
        var (x, y) = (new AffineQuantization(2.5 / 255, -26), new AffineQuantization(3.0 / 255, -21));
        double[] scales = [.01, 1.0 / 635];
        var layer = new IntegerDense(0, 1, [50, -127, 2, 63, 127, -32], [1020, -12954], Requantization.From(x, scales, y));
        var network = new IntegerNetwork([new("x", 1, 1, 3, x), new("y", 1, 1, 2, y)], [layer], 0, 1);
        Assert.Equal([-85, -48], network.Run([-128, 5, 127]).ToArray().Select(q => (int)q));
    }

    [Fact]
    public void ANetworkThatCannotRunIsRefusedWithEveryFault()
    {
        var q = new AffineQuantization(.1, 0);
        IntegerTensor[] tensors = [new("x", 1, 1, 3, q), new("y", 1, 1, 2, q)];
        var layer = new IntegerDense(0, 1, new sbyte[5], [0], new Requantization([FixedPointMultiplier.From(.1)], 0));
        Assert.Contains("has 5 weights; expected 6", Assert.Throws<ArgumentException>(() => new IntegerNetwork(tensors, [layer], 0, 1))
            .Message, StringComparison.Ordinal);
        Assert.Contains("no layer writes", Assert.Throws<ArgumentException>(() => new IntegerNetwork(tensors, [], 0, 1)).Message,
            StringComparison.Ordinal);
        Assert.Contains("before it is written", Assert.Throws<ArgumentException>(() =>
            new IntegerNetwork(tensors, [new IntegerReshape(1, 0)], 0, 1)).Message, StringComparison.Ordinal);
    }
}
