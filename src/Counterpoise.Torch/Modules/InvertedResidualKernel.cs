using Counterpoise.Torch.Kernels;

namespace Counterpoise.Torch.Modules;

/// <summary>
/// An inverted residual block as one operator, in train mode or in eval mode without gradients, where the CPU's kernels take it: float32
/// (or autocast to bfloat16, which then is how activations are stored) in channels_last, channels in multiples of 8, 3×3 or 5×5 taps.
/// </summary>
public static class InvertedResidualKernel
{
    /// <summary>Computes the block in one go, or says that its layers must be called one by one.</summary>
    /// <param name="input">[N, I, H, W].</param>
    /// <param name="expansion">The 1×1 convolution to E channels; null where nothing is expanded.</param>
    /// <param name="depthwise">The depthwise convolution.</param>
    /// <param name="excitation">Squeeze-and-excitation after it, or null.</param>
    /// <param name="projection">The 1×1 convolution to O channels, without an activation.</param>
    /// <param name="addsInput">Whether the input is added to the output.</param>
    /// <returns>[N, O, H', W'], or null where the kernels do not take this block or this input.</returns>
    public static Tensor? TryForward(
        Tensor input,
        ConvBatchNormActivation? expansion,
        ConvBatchNormActivation depthwise,
        SqueezeExcitation? excitation,
        ConvBatchNormActivation projection,
        bool addsInput)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(depthwise);
        ArgumentNullException.ThrowIfNull(projection);
        var half = Autocast.IsEnabled();
        var frozen = depthwise.BatchNorm.IsFrozen && projection.BatchNorm.IsFrozen && expansion?.BatchNorm.IsFrozen != false;
        var trained = depthwise.BatchNorm.IsFixedShare && projection.BatchNorm.IsFixedShare && expansion?.BatchNorm.IsFixedShare != false;
        if (!(frozen || trained) || !IsMade(expansion, depthwise, projection) || !BatchNormActivation.IsForKernels(input))
        {
            return null;
        }

        using var scope = torch.NewDisposeScope();
        var storage = half && trained ? ScalarType.BFloat16 : ScalarType.Float32;
        var plan = new BottleneckPlan
        {
            Expansion = expansion?.Convolution.Weight,
            ExpansionNorm = expansion?.BatchNorm.State ?? default,
            Depthwise = depthwise.Convolution.Weight,
            DepthwiseNorm = depthwise.BatchNorm.State,
            Excitation = excitation?.Kernel,
            Projection = projection.Convolution.Weight,
            ProjectionNorm = projection.BatchNorm.State,
            Shape = depthwise.Convolution.DepthwiseShapeFor(input),
            Kernel = BatchNormActivation.KernelOf(depthwise.Activation, storage),
            Storage = storage,
            AddsInput = addsInput,
        };
        var wide = input.Float();
        if (!plan.Takes(wide))
        {
            return null;
        }

        if (frozen)
        {
            using var exact = Autocast.Begin(enabled: false);
            return scope.Keep(FrozenBottleneck.Apply(wide, plan));
        }

        expansion?.BatchNorm.CountBatch();
        depthwise.BatchNorm.CountBatch();
        projection.BatchNorm.CountBatch();
        return scope.Keep(FusedBottleneck.Apply(wide, plan));
    }

    private static bool IsMade(ConvBatchNormActivation? expansion, ConvBatchNormActivation depthwise, ConvBatchNormActivation projection)
        => (expansion is null || (IsPointwise(expansion) && expansion.Activation == depthwise.Activation))
            && IsPlain(depthwise) && depthwise.Convolution.Options.Groups == depthwise.Convolution.InputChannels
            && depthwise.Convolution.InputChannels == depthwise.Convolution.OutputChannels
            && IsPointwise(projection) && projection.Activation == Activation.None;

    private static bool IsPointwise(ConvBatchNormActivation layer)
        => IsPlain(layer) && layer.Convolution is { Kernel: 1, Options: { Groups: 1, Stride: 1 } };

    private static bool IsPlain(ConvBatchNormActivation layer) => layer.Convolution.Options is { Bias: false, Dilation: 1 };
}
