namespace Counterpoise.Torch;

/// <summary>Layers as free functions on tensors, with libtorch's own kernels.</summary>
public static partial class Functional
{
    private static readonly Operator LinearOp = Operator.Aten("linear");
    private static readonly Operator Conv1dOp = Operator.Aten("conv1d");
    private static readonly Operator Conv2dOp = Operator.Aten("conv2d");
    private static readonly Operator ConvTranspose2dInputOp = Operator.Aten("conv_transpose2d", "input");
    private static readonly Operator ConvTranspose1dOp = Operator.Aten("conv_transpose1d");

    /// <summary><c>input · weightᵀ + bias</c>: [.., in], [out, in], [out] → [.., out].</summary>
    public static Tensor Linear(Tensor input, Tensor weight, Tensor? bias = null) => LinearOp.Invoke(input, weight, bias);

    /// <summary>Cross-correlation: [N, C, L], [O, C / groups, k] → [N, O, L′].</summary>
    public static Tensor Conv1d(Tensor input, Tensor weight, Tensor? bias = null, long stride = 1, long padding = 0, long dilation = 1, long groups = 1) => Conv1dOp.Invoke(input, weight, bias, new[] { stride }, new[] { padding }, new[] { dilation }, groups);

    /// <summary>Cross-correlation: [N, C, H, W], [O, C / groups, kH, kW] → [N, O, H′, W′].</summary>
    public static Tensor Conv2d(Tensor input, Tensor weight, Tensor? bias = null, long stride = 1, long padding = 0, long dilation = 1, long groups = 1) => Conv2dOp.Invoke(input, weight, bias, Two(stride), Two(padding), Two(dilation), groups);

    /// <summary>Cross-correlation with height and width apart: [N, C, H, W], [O, C / groups, kH, kW] → [N, O, H′, W′].</summary>
    public static Tensor Conv2d(Tensor input, Tensor weight, Tensor? bias, long[] stride, long[] padding, long[] dilation, long groups = 1) => Conv2dOp.Invoke(input, weight, bias, stride, padding, dilation, groups);

    /// <summary>The gradient of a convolution as a layer: [N, C, H, W], [C, O / groups, kH, kW] → [N, O, H′, W′].</summary>
    public static Tensor ConvTranspose2d(Tensor input, Tensor weight, Tensor? bias = null, long stride = 1, long padding = 0, long outputPadding = 0, long groups = 1, long dilation = 1) => ConvTranspose2dInputOp.Invoke(input, weight, bias, Two(stride), Two(padding), Two(outputPadding), groups, Two(dilation));

    /// <summary>The gradient of a convolution as a layer: [N, C, L], [C, O / groups, k] → [N, O, L′].</summary>
    public static Tensor ConvTranspose1d(Tensor input, Tensor weight, Tensor? bias = null, long stride = 1, long padding = 0, long outputPadding = 0, long groups = 1, long dilation = 1) => ConvTranspose1dOp.Invoke(input, weight, bias, new[] { stride }, new[] { padding }, new[] { outputPadding }, groups, new[] { dilation });

    // Sizes are nearly always small: these are shared, nobody writes to them.
    private static readonly long[][] Pairs = [.. Enumerable.Range(0, 8).Select(i => new long[] { i, i })];

    private static long[] Two(long size) => size is >= 0 and < 8 ? Pairs[size] : [size, size];
}
