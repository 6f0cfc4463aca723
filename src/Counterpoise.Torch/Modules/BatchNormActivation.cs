using Counterpoise.Torch.Kernels;

namespace Counterpoise.Torch.Modules;

/// <summary>Batch norm followed by an activation: the one place where both are computed.</summary>
public static class BatchNormActivation
{
    /// <summary>activation((x - mean) / sqrt(variance + ε) · weight + bias), per channel.</summary>
    /// <param name="input">[N, C, ...].</param>
    /// <param name="weight">The scale, [C], or null.</param>
    /// <param name="bias">The shift, [C], or null.</param>
    /// <param name="runningMean">[C], or null; changed in training.</param>
    /// <param name="runningVariance">[C], or null; changed in training.</param>
    /// <param name="training">Whether the batch's own statistics are used.</param>
    /// <param name="momentum">The batch's share in the running statistics.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="activation">What follows.</param>
    /// <returns>The output, of the input's shape.</returns>
    public static Tensor Apply(
        Tensor input,
        Tensor? weight,
        Tensor? bias,
        Tensor? runningMean,
        Tensor? runningVariance,
        bool training,
        double momentum,
        double epsilon,
        Activation activation)
    {
        ArgumentNullException.ThrowIfNull(input);
        var state = new BatchNormState(weight, bias, runningMean, runningVariance, momentum, epsilon);
        if (training && FusedBatchNorm.Takes(input, state))
        {
            return FusedBatchNorm.Apply(input, state, KernelOf(activation, ScalarType.Float32));
        }

        return Activate(Functional.BatchNorm(input, weight, bias, runningMean, runningVariance, training, momentum, epsilon), activation);
    }

    /// <summary>The activation of an output that nothing else uses, in place.</summary>
    internal static Tensor Activate(Tensor output, Activation activation) => activation switch
    {
        Activation.Relu => output.ReluInPlace(),
        Activation.Hardswish => output.HardSwishInPlace(),
        _ => output,
    };

    /// <summary>Whether the CPU's kernels may take an input: channels_last, float32 or in mixed precision bfloat16.</summary>
    internal static bool IsForKernels(Tensor input)
        => input.Rank == 4 && input.device_type == DeviceType.CPU && input.IsContiguousIn(MemoryFormat.ChannelsLast)
            && (input.Type == ScalarType.Float32 || (input.Type == ScalarType.BFloat16 && Autocast.IsEnabled()));

    /// <summary>The CPU's passes for an activation and a way to store numbers.</summary>
    internal static ChannelKernel KernelOf(Activation activation, ScalarType storage) => activation switch
    {
        Activation.Relu => ChannelKernel.Of<ReluRule>(storage),
        Activation.Hardswish => ChannelKernel.Of<HardswishRule>(storage),
        _ => ChannelKernel.Of<IdentityRule>(storage),
    };
}
