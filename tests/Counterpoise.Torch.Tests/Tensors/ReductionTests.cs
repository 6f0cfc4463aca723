using Counterpoise.Torch;
using static Counterpoise.Tests.Torch.Tensors.TensorOracle;

namespace Counterpoise.Tests.Torch.Tensors;

public class ReductionTests
{
    private static readonly Dictionary<string, Func<Tensor, Tensor>> Reduced = new()
    {
        ["sum"] = x => x.Sum(),
        ["sum_1"] = x => x.Sum(1),
        ["sum_0_2_keep"] = x => x.Sum([0, 2], keep: true),
        ["mean"] = x => x.Mean(),
        ["mean_last"] = x => x.Mean(-1),
        ["product"] = x => x.Product(2),
        ["variance"] = x => x.Variance(),
        ["variance_biased"] = x => x.Variance([0, 1], unbiased: false),
        ["deviation"] = x => x.StandardDeviation([1], keep: true),
        ["min"] = x => x.Min(),
        ["max"] = x => x.Max(),
        ["max_values"] = x => x.Max(1).Values,
        ["max_indices"] = x => x.Max(1).Indices,
        ["min_keep"] = x => x.Min(2, keep: true).Values,
        ["amax"] = x => x.AMax([0, 1]),
        ["argmax"] = x => x.ArgMax(),
        ["argmin_2"] = x => x.ArgMin(2),
        ["logsumexp"] = x => x.LogSumExp([1, 2]),
        ["norm"] = x => x.Norm(),
        ["norm_1"] = x => x.Norm([1], 1),
        ["any"] = x => (x > 1).Any(1),
        ["all"] = x => (x > 1).All(),
        ["count_nonzero"] = x => (x > 1).CountNonzero(2),
        ["median"] = x => x.Median(),
        ["median_0"] = x => x.Median(0).Values,
        ["quantile"] = x => x.Quantile(0.3, 1),
        ["cumsum"] = x => x.CumulativeSum(1),
        ["cumprod"] = x => x.CumulativeProduct(2),
        ["softmax"] = x => x.Softmax(2),
        ["log_softmax"] = x => x.LogSoftmax(0),
        ["sort"] = x => x.Sort(1, descending: true).Values,
        ["argsort"] = x => x.ArgSort(2),
        ["topk"] = x => x.TopK(2, 1).Values,
        ["histogram"] = x => x.Histogram(5, -3, 3),
        ["distances"] = x => x[0].Distances(x[1]),
        ["matmul"] = x => x.MatMul(x.Transpose(1, 2)),
        ["einsum"] = x => Tensor.Einsum("abc,abd->acd", x, x),
    };

    public static TheoryData<string> Names => [.. Section("reduced").EnumerateObject().Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_reduction_equals_PyTorch(string name)
    {
        using var scope = DisposeScope.Begin();
        Equal(Section("reduced").GetProperty(name), Reduced[name](Formula(4, 5, 6)), 1e-10);
    }
}
