using System.Text.Json;
using Counterpoise.Tests.Torch.Tensors;
using Counterpoise.Torch;
using F = Counterpoise.Torch.Functional;

namespace Counterpoise.Tests.Torch.Functions;

/// <summary>The typed methods name operators and hand arguments on in their order: each is held to PyTorch's result.</summary>
public class FunctionalTests
{
    private static readonly JsonElement Expected =
        JsonDocument.Parse(File.ReadAllText(Repository.Oracle("torch_functional.json"))).RootElement.GetProperty("results");

    private static readonly Dictionary<string, Func<Inputs, Tensor>> Results = new()
    {
        ["linear"] = i => F.Linear(i.X, Fill(3, 5), Fill(3)),
        ["conv1d"] = i => F.Conv1d(i.Signal, Fill(6, 2, 3), Fill(6), stride: 2, padding: 1, dilation: 2, groups: 2),
        ["conv2d"] = i => F.Conv2d(i.Image, Fill(8, 2, 3, 3), Fill(8), stride: 2, padding: 1, groups: 2),
        ["conv2d_apart"] = i => F.Conv2d(i.Image, Fill(8, 4, 3, 3), null, [1, 2], [0, 1], [2, 1]),
        ["conv_transpose2d"] = i => F.ConvTranspose2d(i.Image, Fill(4, 3, 3, 3), Fill(3), stride: 2, padding: 1, outputPadding: 1),
        ["conv_transpose1d"] = i => F.ConvTranspose1d(i.Signal, Fill(4, 2, 3), stride: 2),
        ["batch_norm"] = i => F.BatchNorm(i.Image, i.One.Abs(), i.One * 2, i.One, i.One.Abs() + 1, false, 0.1, 1e-3),
        ["batch_norm_training"] = i => F.BatchNorm(i.Image, null, null, i.One, i.One, true),
        ["layer_norm"] = i => F.LayerNorm(i.X, [5], i.Weight, Fill(5)),
        ["group_norm"] = i => F.GroupNorm(i.Image, 2, i.One, i.One),
        ["instance_norm"] = i => F.InstanceNorm(i.Image, i.One, i.One),
        ["normalize"] = i => F.Normalize(i.X),
        ["normalize_zero"] = _ => F.Normalize(Tensor.Zeros([2, 3], ScalarType.Float64)),
        ["max_pool1d"] = i => F.MaxPool1d(i.Signal, 3, 2, 1),
        ["max_pool2d"] = i => F.MaxPool2d(i.Image, 3, 2, 1, ceiling: true),
        ["avg_pool1d"] = i => F.AvgPool1d(i.Signal, 3, 1, 1, countPadding: false),
        ["avg_pool2d"] = i => F.AvgPool2d(i.Image, 2),
        ["adaptive_avg_pool1d"] = i => F.AdaptiveAvgPool1d(i.Signal, 3),
        ["adaptive_avg_pool2d"] = i => F.AdaptiveAvgPool2d(i.Image, 3, 1),
        ["adaptive_max_pool2d"] = i => F.AdaptiveMaxPool2d(i.Image, 2, 2).Values,
        ["nearest"] = i => F.Interpolate(i.Image, 9, 4),
        ["bilinear"] = i => F.Interpolate(i.Image, 9, 4, Interpolation.Bilinear),
        ["bilinear_corners"] = i => F.Interpolate(i.Image, 9, 4, Interpolation.Bilinear, alignCorners: true),
        ["bicubic"] = i => F.Interpolate(i.Image, 9, 4, Interpolation.Bicubic),
        ["antialiased"] = i => F.Interpolate(i.Image, 3, 4, Interpolation.BilinearAntialiased),
        ["pad"] = i => F.Pad(i.Image, [1, 2, 0, 1], value: 5),
        ["pad_reflect"] = i => F.Pad(i.Image, [1, 2, 0, 1], PaddingMode.Reflect),
        ["pad_replicate"] = i => F.Pad(i.Image, [1, 2, 0, 1], PaddingMode.Replicate),
        ["pad_circular"] = i => F.Pad(i.Image, [1, 2, 0, 1], PaddingMode.Circular),
        ["cross_entropy"] = i => F.CrossEntropy(i.X, i.Labels),
        ["cross_entropy_weighted"] = i => F.CrossEntropy(i.X, i.Labels, i.Weight, labelSmoothing: 0.1),
        ["cross_entropy_each"] = i => F.CrossEntropy(i.X, i.Labels, reduction: Reduction.None, ignoreIndex: 4),
        ["cross_entropy_soft"] = i => F.CrossEntropy(i.X, i.P / i.P.Sum(1, keep: true), reduction: Reduction.Sum),
        ["nll"] = i => F.NegativeLogLikelihood(i.X.LogSoftmax(1), i.Labels, i.Weight),
        ["bce"] = i => F.BinaryCrossEntropy(i.P, i.T),
        ["bce_logits"] = i => F.BinaryCrossEntropyWithLogits(i.X, i.T, i.Weight, i.Weight, Reduction.Sum),
        ["mse"] = i => F.MeanSquaredError(i.X, i.T),
        ["l1"] = i => F.MeanAbsoluteError(i.X, i.T, Reduction.None),
        ["smooth_l1"] = i => F.SmoothL1(i.X, i.T, beta: 0.5),
        ["kl"] = i => F.KullbackLeibler(i.X.LogSoftmax(1), i.P, Reduction.Sum),
        ["cosine"] = i => F.CosineSimilarity(i.X, i.T + 1),
        ["one_hot"] = i => F.OneHot(i.Labels, 6),
        ["embedding"] = i => F.Embedding(i.X.T(), i.Labels),
        ["relu"] = i => i.X.Relu(),
        ["relu6"] = i => (i.X * 3).Relu6(),
        ["leaky_relu"] = i => i.X.LeakyRelu(0.2),
        ["elu"] = i => i.X.Elu(1.5),
        ["selu"] = i => i.X.Selu(),
        ["gelu"] = i => i.X.Gelu(),
        ["gelu_tanh"] = i => i.X.Gelu(tanh: true),
        ["silu"] = i => i.X.Silu(),
        ["mish"] = i => i.X.Mish(),
        ["sigmoid"] = i => i.X.Sigmoid(),
        ["log_sigmoid"] = i => i.X.LogSigmoid(),
        ["tanh"] = i => i.X.Tanh(),
        ["softplus"] = i => i.X.Softplus(2, 3),
        ["hardswish"] = i => (i.X * 2).HardSwish(),
        ["hardsigmoid"] = i => (i.X * 2).HardSigmoid(),
        ["hardtanh"] = i => i.X.HardTanh(-0.5, 2),
        ["clamp"] = i => i.X.Clamp(-1, 2),
        ["clamp_max"] = i => i.X.Clamp(max: 1),
        ["pow"] = i => i.X.Pow(3),
        ["number_pow"] = i => Tensor.Pow(2.0, i.X),
        ["remainder"] = i => i.X % 0.7,
        ["floor_divide"] = i => i.X.FloorDivide(0.7),
        ["divided_number"] = i => 2.0 / (i.X + 4),
        ["subtracted_number"] = i => 2.0 - i.X,
        ["atan2"] = i => i.X.Atan2(i.T - 0.5),
        ["lerp"] = i => i.X.Lerp(i.T, 0.3),
        ["addcmul"] = i => i.X.AddCMul(i.T, i.P, 0.5),
        ["addcdiv"] = i => i.X.AddCDiv(i.T, i.P, 0.5),
        ["where"] = i => i.X.Where(i.X > 0, i.T),
        ["logit"] = i => i.P.Logit(1e-3),
        ["nan_to_num"] = i => (i.X / 0.0 * i.T).NanToNum(7, 8, -9),
        ["gather"] = i => i.X.Gather(1, i.Labels.Unsqueeze(1)),
        ["scatter"] = i => i.X.Scatter(1, i.Labels.Unsqueeze(1), 9.0),
        ["scatter_add"] = i => i.X.ScatterAdd(1, i.Labels.Unsqueeze(1), i.T),
        ["index_add"] = i => i.X.IndexAdd(0, Tensor.FromArray<long>([1, 1]), i.T[..2], 2),
        ["index_select"] = i => i.X.IndexSelect(1, i.Labels),
        ["take"] = i => i.X.Take(i.Labels * 3),
        ["masked_fill"] = i => i.X.MaskedFill(i.X > 1, -5),
        ["masked_select"] = i => i.X.MaskedSelect(i.X > 1),
        ["nonzero"] = i => (i.X > 1).Nonzero(),
        ["search_sorted"] = i => i.Weight.SearchSorted(i.X),
        ["bucketize"] = i => i.X.Bucketize(i.Weight, right: true),
        ["bin_count"] = i => i.Labels.BinCount(i.Weight[..4], 7),
        ["roll"] = i => i.X.Roll([1, 2], [0, 1]),
        ["flip"] = i => i.X.Flip(1),
        ["diagonal"] = i => i.X.Diagonal(1),
        ["triangle_upper"] = i => i.X.TriangleUpper(1),
        ["triangle_lower"] = i => i.X.TriangleLower(-1),
        ["repeat"] = i => i.X.Repeat(1, 2),
        ["repeat_interleave"] = i => i.X.RepeatInterleave(2, 0),
        ["unfold"] = i => i.X.Unfold(1, 3, 2),
        ["permute"] = i => i.Image.Permute(0, 2, 3, 1),
        ["expand"] = i => i.One.Unsqueeze(1).Expand(-1, 3),
        ["unflatten"] = i => i.X.Flatten().Unflatten(0, 4, 5),
        ["outer"] = i => i.One.Outer(i.Weight),
        ["add_matmul"] = i => i.T.AddMatMul(Fill(4, 2), Fill(2, 5), 2, 3),
        ["solve"] = _ => Fill(3, 3).Solve(Fill(3, 2)),
        ["inverse"] = _ => Fill(3, 3).Inverse(),
        ["determinant"] = _ => Fill(3, 3).Determinant(),
        ["singular"] = i => i.X.SingularValues().S,
        ["eigen"] = i => i.X.MatMul(i.X.T()).EigenSymmetric().Values,
    };

    public static TheoryData<string> Names => [.. Expected.EnumerateObject().Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_function_equals_PyTorch(string name)
    {
        using var scope = DisposeScope.Begin();
        TensorOracle.Equal(Expected.GetProperty(name), Results[name](new Inputs()), 1e-9);
    }

    [Theory]
    [InlineData("conv2d")]
    [InlineData("batch_norm_training")]
    [InlineData("layer_norm")]
    [InlineData("normalize")]
    [InlineData("cross_entropy_weighted")]
    [InlineData("bilinear")]
    [InlineData("pad_reflect")]
    [InlineData("gelu")]
    public void Its_gradient_equals_finite_differences(string name)
    {
        using var scope = DisposeScope.Begin();
        GradientCheck.Check(x => Results[name](new Inputs { X = x[0], Image = x[1] }), Fill(4, 5), Fill(2, 4, 6, 6));
    }

    [Fact]
    public void Dropout_keeps_the_mean_and_is_off_outside_training()
    {
        using var scope = DisposeScope.Begin();
        var ones = Tensor.Ones(10_000);
        var dropped = F.Dropout(ones, 0.25);
        Assert.InRange((dropped > 0).Float().Mean().ToDouble(), 0.7, 0.8);
        Assert.Equal(4.0 / 3, dropped.Max().ToDouble(), 1e-6);
        Assert.True(F.Dropout(ones, 0.25, training: false).ContentEquals(ones));
    }

    [Fact]
    public void Batch_norm_updates_the_running_moments_in_training()
    {
        using var scope = DisposeScope.Begin();
        var (mean, variance) = (Tensor.Zeros([4], ScalarType.Float64), Tensor.Ones([4], ScalarType.Float64));
        var image = Fill(2, 4, 6, 6);
        F.BatchNorm(image, null, null, mean, variance, training: true, momentum: 0.25);
        Assert.True(mean.AllClose(image.Mean([0, 2, 3]) * 0.25));
        Assert.True(variance.AllClose((image.Variance([0, 2, 3]) * 0.25) + 0.75));
    }

    [Fact]
    public void Distinct_elements_are_counted_and_found_again()
    {
        using var scope = DisposeScope.Begin();
        var (values, inverse, counts) = Tensor.FromArray<long>([7, 3, 7, 7]).Unique();
        Assert.Equal([3L, 7], values.ToArray<long>());
        Assert.Equal([1L, 0, 1, 1], inverse.ToArray<long>());
        Assert.Equal([1L, 3], counts.ToArray<long>());
    }

    private static Tensor Fill(params long[] shape) => TensorOracle.Formula(shape);

    private sealed class Inputs
    {
        public Tensor X { get; init; } = Fill(4, 5);

        public Tensor Image { get; init; } = Fill(2, 4, 6, 6);

        public Tensor Signal { get; } = Fill(2, 4, 7);

        public Tensor Labels { get; } = Tensor.FromArray<long>([1, 0, 4, 2]);

        public Tensor Weight { get; } = Tensor.Arange(1, 6, 1, ScalarType.Float64);

        public Tensor One { get; } = Fill(4);

        public Tensor P => X.Sigmoid();

        public Tensor T { get; } = (Fill(4, 5) > 0).Double();
    }
}
