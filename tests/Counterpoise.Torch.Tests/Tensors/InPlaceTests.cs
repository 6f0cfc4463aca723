using Counterpoise.Torch;
using static Counterpoise.Tests.Torch.Tensors.TensorOracle;

namespace Counterpoise.Tests.Torch.Tensors;

public class InPlaceTests
{
    private static readonly Dictionary<string, (Func<Tensor, Tensor> InPlace, Func<Tensor, Tensor> New)> Pairs = new()
    {
        ["add"] = (x => x.AddInPlace(Other, 2), x => x + (Other * 2)),
        ["add number"] = (x => x.AddInPlace(3), x => x + 3),
        ["subtract"] = (x => x.SubtractInPlace(Other, 0.5), x => x - (Other * 0.5)),
        ["multiply"] = (x => x.MultiplyInPlace(Other), x => x * Other),
        ["multiply number"] = (x => x.MultiplyInPlace(-2), x => x * -2),
        ["divide"] = (x => x.DivideInPlace(Other), x => x / Other),
        ["divide number"] = (x => x.DivideInPlace(4), x => x / 4),
        ["addcmul"] = (x => x.AddCMulInPlace(Other, Other, 2), x => x.AddCMul(Other, Other, 2)),
        ["addcdiv"] = (x => x.AddCDivInPlace(Other, Other, 2), x => x.AddCDiv(Other, Other, 2)),
        ["lerp"] = (x => x.LerpInPlace(Other, 0.25), x => x.Lerp(Other, 0.25)),
        ["clamp"] = (x => x.ClampInPlace(-1, 1), x => x.Clamp(-1, 1)),
        ["exp"] = (x => x.ExpInPlace(), x => x.Exp()),
        ["sqrt"] = (x => x.SquareThenSqrt(), x => x.Abs()),
        ["negate"] = (x => x.NegateInPlace(), x => -x),
        ["relu"] = (x => x.ReluInPlace(), x => x.Relu()),
        ["hardswish"] = (x => x.HardSwishInPlace(), x => x.HardSwish()),
        ["hardsigmoid"] = (x => x.HardSigmoidInPlace(), x => x.HardSigmoid()),
        ["fill"] = (x => x.FillInPlace(2.5), x => x.FullLike(2.5)),
        ["zero"] = (x => x.ZeroInPlace(), x => x.ZerosLike()),
        ["copy"] = (x => x.CopyFrom(Other.Float()), x => Other.Float().Double()),
        ["masked fill"] = (x => x.MaskedFillInPlace(x > 0, 9), x => x.MaskedFill(x > 0, 9)),
        ["scatter"] = (x => x.ScatterInPlace(1, Columns, 9.0), x => x.Scatter(1, Columns, 9.0)),
        ["scatter add"] = (x => x.ScatterAddInPlace(1, Columns, Other), x => x.ScatterAdd(1, Columns, Other)),
        ["index add"] = (x => x.IndexAddInPlace(0, Rows, Other[..2], 3), x => x.IndexAdd(0, Rows, Other[..2], 3)),
        ["index copy"] = (x => x.IndexCopyInPlace(0, Rows, Other[..2]), x => Tensor.Stack([Other[1], x[1], Other[0]])),
    };

    public static TheoryData<string> Names => [.. Pairs.Keys];

    private static Tensor Other => Formula(3, 4) + 5;

    private static Tensor Columns => Tensor.FromArray<long>([0, 2, 1], 3, 1);

    private static Tensor Rows => Tensor.FromArray<long>([2, 0]);

    [Theory]
    [MemberData(nameof(Names))]
    public void In_place_equals_the_new_tensor_and_returns_itself(string name)
    {
        using var scope = DisposeScope.Begin();
        var x = Formula(3, 4);
        var expected = Pairs[name].New(x);
        Assert.Same(x, Pairs[name].InPlace(x));
        Assert.True(expected.AllClose(x, 1e-12, 1e-12));
    }

    [Fact]
    public void Random_fills_have_their_moments()
    {
        using var scope = DisposeScope.Begin();
        using var random = new TorchGenerator(3);
        var x = Tensor.Zeros([100_000], ScalarType.Float64);
        Assert.InRange(x.UniformInPlace(2, 4, random).Mean().ToDouble(), 2.98, 3.02);
        Assert.InRange(x.NormalInPlace(1, 2, random).StandardDeviation().ToDouble(), 1.97, 2.03);
        Assert.InRange(x.BernoulliInPlace(0.3, random).Mean().ToDouble(), 0.29, 0.31);
        Assert.InRange(x.ExponentialInPlace(2, random).Mean().ToDouble(), 0.49, 0.51);
    }
}

/// <summary>Two steps, so that the square root has something to undo.</summary>
internal static class InPlaceSteps
{
    internal static Tensor SquareThenSqrt(this Tensor x) => x.MultiplyInPlace(x).SqrtInPlace();
}
