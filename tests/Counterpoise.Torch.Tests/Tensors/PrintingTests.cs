using Counterpoise.Torch;
using static Counterpoise.Tests.Torch.Tensors.TensorOracle;

namespace Counterpoise.Tests.Torch.Tensors;

public class PrintingTests
{
    private static readonly Dictionary<string, Func<Tensor>> Makers = new()
    {
        ["vector"] = () => Tensor.FromArray<float>([1, 2.5f, -3.25f]),
        ["whole"] = () => Tensor.FromArray<float>([1, -2, 300]),
        ["scientific"] = () => Tensor.FromArray<float>([1e-5f, 1]),
        ["scientific_ratio"] = () => Tensor.FromArray<float>([0.5f, 2000]),
        ["scientific_whole"] = () => Tensor.FromArray<float>([100005, 1]),
        ["large"] = () => Tensor.FromArray<float>([1e9f, 1.5e9f]),
        ["ties"] = () => Tensor.FromArray<float>([0.03125f, 0.09375f, 0.5f]),
        ["special"] = () => Tensor.FromArray([float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0, 1.5f]),
        ["special_whole"] = () => Tensor.FromArray([float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0, 1]),
        ["only_zero"] = () => Tensor.Zeros(3),
        ["negative_zero"] = () => Tensor.FromArray<float>([-0f, 0.25f]),
        ["scalar"] = () => Tensor.Scalar(3.14159),
        ["scalar_int"] = () => Tensor.Scalar(7),
        ["float64"] = () => Tensor.FromArray<double>([1, 2]),
        ["float16"] = () => Tensor.FromArray<Half>([(Half)0.1f, (Half)2]),
        ["bfloat16"] = () => Tensor.FromArray<BFloat16>([(BFloat16)0.1f, (BFloat16)2f]),
        ["int32"] = () => Tensor.FromArray(new[,] { { 1, -20 }, { 300, 4 } }),
        ["uint8"] = () => Tensor.FromArray<byte>([0, 255]),
        ["bool"] = () => Tensor.FromArray([true, false]),
        ["empty"] = () => Tensor.Zeros(0),
        ["empty_matrix"] = () => Tensor.Zeros(0, 3),
        ["empty_int"] = () => Tensor.Zeros([0], ScalarType.Int64),
        ["matrix"] = () => Formula(2, 3).Float(),
        ["cube"] = () => Formula(2, 2, 3).Float(),
        ["four"] = () => Tensor.Arange(16).Reshape(2, 2, 2, 2),
        ["wrapped"] = () => Formula(30).Float(),
        ["wrapped_matrix"] = () => Formula(2, 20),
        ["summarised"] = () => Tensor.Arange(1001),
        ["summarised_matrix"] = () => Formula(60, 60).Float(),
        ["summarised_narrow"] = () => Formula(500, 4).Float(),
        ["summarised_cube"] = () => Tensor.Arange(8 * 8 * 20).Reshape(8, 8, 20),
        ["requires_grad"] = () => Tensor.FromArray<float>([1, 2]).WithGrad(),
        ["grad_fn"] = () => Tensor.FromArray<float>([1, 2]).WithGrad() * Tensor.Scalar(2.0),
        ["long_suffix"] = () => Formula(7).WithGrad() * Tensor.Scalar(2.0),
    };

    public static TheoryData<string> Names => [.. Section("printed").EnumerateObject().Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_tensor_prints_as_in_PyTorch(string name)
    {
        using var scope = DisposeScope.Begin();
        Assert.Equal(Section("printed").GetProperty(name).GetString(), Makers[name]().ToString());
    }

    [Fact]
    public void A_disposed_tensor_prints_that_it_is()
    {
        var tensor = Tensor.Zeros(2);
        tensor.Dispose();
        Assert.Equal("tensor(disposed)", tensor.ToString());
    }
}
