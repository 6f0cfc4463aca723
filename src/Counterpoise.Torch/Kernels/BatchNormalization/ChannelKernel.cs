namespace Counterpoise.Torch.Kernels;

/// <summary>
/// Passes over rows of channels: batch norm and activation forward, the sums that their backward needs, and the backward.
/// Rows are short enough to stay in the cache, and one virtual call serves many of them.
/// </summary>
internal abstract unsafe class ChannelKernel
{
    /// <summary>to = f(scale · x + shift) · gate; without a gate where it is null.</summary>
    public abstract void Normalise(void* x, nint xRow, float* to, nint toRow, int rows, ChannelNorm norm, float* gate);

    /// <summary>Adds the sums of z and z · (x - mean), z = (g · gate + offset) · f'(scale · x + shift), to two rows of doubles.</summary>
    public abstract void Reduce(void* x, void* g, nint row, int rows, ChannelNorm norm, float* gate, float* offset, double* sums);

    /// <summary>to = the derivative by x of all of the batch norm, f included, after <see cref="ChannelNorm.Solve"/>.</summary>
    public abstract void Differentiate(void* x, void* g, nint row, float* to, nint toRow, int rows, ChannelNorm norm, float* gate,
        float* offset);

    /// <summary>
    /// Adds the sums of f(scale · x + shift), or where a gradient is given of that times the gradient, to a row of floats.
    /// </summary>
    public abstract void Pool(void* x, void* g, nint row, int rows, ChannelNorm norm, float* sums);

    /// <summary>The kernel of an activation for numbers stored as float32 or bfloat16; results are float32.</summary>
    public static ChannelKernel Of<TRule>(ScalarType type)
        where TRule : struct, IActivationRule
        => type == ScalarType.BFloat16 ? ChannelKernel<BFloat16, TRule>.Shared : ChannelKernel<float, TRule>.Shared;
}
