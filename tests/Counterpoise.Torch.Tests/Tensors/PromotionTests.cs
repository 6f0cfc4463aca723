using Counterpoise.Torch;
using static Counterpoise.Tests.Torch.Tensors.TensorOracle;

namespace Counterpoise.Tests.Torch.Tensors;

public class PromotionTests
{
    public static TheoryData<string> Pairs => [.. Section("promoted").EnumerateObject().Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Types_promote_as_in_PyTorch(string expression)
    {
        using var scope = DisposeScope.Begin();
        var at = expression.IndexOfAny(['+', '*', '/']);
        var left = Ones(expression[..at]);
        var result = expression[at..] switch
        {
            "*int" => left * 2,
            "*real" => left * 2.5,
            "/int" => left / 2,
            _ => left + Ones(expression[(at + 1)..]),
        };
        Assert.Equal(Section("promoted").GetProperty(expression).GetString(), result.Type.ToString(), ignoreCase: true);
    }

    [Theory]
    [InlineData("row", new long[] { 4, 5 }, new long[] { 5 })]
    [InlineData("column", new long[] { 4, 5 }, new long[] { 4, 1 })]
    [InlineData("outer", new long[] { 4, 1 }, new long[] { 1, 5 })]
    [InlineData("leading", new long[] { 3, 1, 2 }, new long[] { 4, 1 })]
    [InlineData("scalar", new long[] { 2, 3 }, new long[0])]
    public void Shapes_broadcast_as_in_PyTorch(string name, long[] left, long[] right)
    {
        using var scope = DisposeScope.Begin();
        Equal(Section("broadcast").GetProperty(name), Formula(left) + 2 * Formula(right));
    }

    private static Tensor Ones(string type) => Tensor.Ones([2], Enum.Parse<ScalarType>(type, ignoreCase: true));
}
