using Counterpoise.Torch;
using static Counterpoise.Tests.Torch.Tensors.TensorOracle;

namespace Counterpoise.Tests.Torch.Tensors;

public class IndexingTests
{
    private static readonly Dictionary<string, Func<Tensor, Tensor>> Read = new()
    {
        ["first"] = x => x[0],
        ["last"] = x => x[^1],
        ["slice"] = x => x[.., 1..3],
        ["slice_end"] = x => x[TensorIndex.Ellipsis, ..^2],
        ["from_end"] = x => x[^2.., ^3..^1],
        ["step"] = x => x[.., TensorIndex.Slice(step: 2), 1],
        ["new_axis"] = x => x[.., null, 0],
        ["ellipsis"] = x => x[TensorIndex.Ellipsis, 3],
        ["mask"] = x => x[x > 1],
        ["mask_2d"] = x => x[(x > 1)[TensorIndex.Ellipsis, 0]],
        ["rows"] = x => x[Rows],
        ["rows_position"] = x => x[Rows, 2],
        ["rows_columns"] = x => x[Rows, Tensor.FromArray<long>([1, 1, 4])],
        ["slice_rows"] = x => x[.., Rows],
        ["slice_rows_slice"] = x => x[1..3, Rows, TensorIndex.Slice(step: 3)],
        ["rows_broadcast"] = x => x[Rows[.., null], Tensor.FromArray<long>([0, 4])],
        ["split_selectors"] = x => x[Rows, .., Tensor.FromArray<long>([0, 1, 5])],
        ["empty_slice"] = x => x[4..],
    };

    private static readonly Dictionary<string, Action<Tensor>> Write = new()
    {
        ["row"] = x => x[0] = Tensor.Scalar(7),
        ["slice_broadcast"] = x => x[.., 1..3] = Tensor.Arange(6),
        ["mask"] = x => x[x > 1] = Tensor.Scalar(-1, ScalarType.Float64),
        ["rows"] = x => x[Rows, 2] = Tensor.Arange(18, ScalarType.Float64).Reshape(3, 6),
    };

    public static TheoryData<string> Reads => [.. Section("indexed").EnumerateObject().Select(p => p.Name)];

    public static TheoryData<string> Writes => [.. Section("written").EnumerateObject().Select(p => p.Name)];

    private static Tensor Rows => Tensor.FromArray<long>([2, 0, 3]);

    [Theory]
    [MemberData(nameof(Reads))]
    public void Reading_parts_equals_PyTorch(string name)
    {
        using var scope = DisposeScope.Begin();
        Equal(Section("indexed").GetProperty(name), Read[name](Formula(4, 5, 6)));
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public void Writing_parts_equals_PyTorch(string name)
    {
        using var scope = DisposeScope.Begin();
        var x = Formula(4, 5, 6);
        Write[name](x);
        Equal(Section("written").GetProperty(name), x);
    }

    [Fact]
    public void A_mask_over_two_dimensions_leaves_the_third_for_the_next_part()
    {
        using var scope = DisposeScope.Begin();
        var x = Formula(4, 5, 6);
        var mask = (x > 1)[TensorIndex.Ellipsis, 0];
        Assert.True(x[mask, 1].ContentEquals(x[mask][.., 1]));
    }

    [Fact]
    public void Positions_and_slices_share_memory_and_selections_do_not()
    {
        using var scope = DisposeScope.Begin();
        var x = Tensor.Zeros(3, 3);
        x[1].FillInPlace(5);
        x[.., 2..].AddInPlace(1);
        x[x > 4].FillInPlace(-1);
        Assert.Equal([0f, 0, 1, 5, 5, 6, 0, 0, 1], x.ToArray<float>());
    }

    [Fact]
    public void Gradients_flow_through_parts()
    {
        using var scope = DisposeScope.Begin();
        var x = Formula(4, 5, 6).WithGrad();
        (x[Rows, 2].Sum() + x[^1, 0].Sum()).Backward();
        var expected = Tensor.Zeros([4, 5, 6], ScalarType.Float64);
        expected[Rows, 2] = Tensor.Scalar(1, ScalarType.Float64);
        expected[3, 0] = Tensor.Scalar(1);
        Assert.True(expected.ContentEquals(x.Grad!));
    }

    [Fact]
    public void Too_many_parts_are_refused_with_the_shape()
    {
        using var scope = DisposeScope.Begin();
        var error = Assert.Throws<ArgumentException>(() => Tensor.Zeros(2, 3)[0, 1, 2]);
        Assert.Contains("3 dimensions are indexed, the tensor has shape [2, 3]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_position_outside_is_refused()
    {
        using var scope = DisposeScope.Begin();
        Assert.Throws<TorchException>(() => Tensor.Zeros(2, 3)[2]);
    }

    [Fact]
    public void A_range_may_be_empty_at_either_end()
    {
        using var scope = DisposeScope.Begin();
        var x = Tensor.Arange(5);
        Assert.Equal([0L], x[^0..].Shape);
        Assert.Equal([0L], x[..0].Shape);
        Assert.Equal([0L, 1], x[..2].ToArray<long>());
        Assert.Equal([3L, 4], x[3..100].ToArray<long>());
    }
}
