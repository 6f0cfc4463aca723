namespace Counterpoise.Torch.Modules;

/// <summary>A convolution (in fact a cross-correlation) of [N, C, D, H, W] along its last three axes.</summary>
/// <remarks>Per axis of length n come out floor((n + 2 padding - dilation (kernel - 1) - 1) / stride) + 1 positions.</remarks>
public sealed class Conv3d : Convolution
{
    /// <summary>Creates the layer with PyTorch's initial values, U(±1 / sqrt(fan in)).</summary>
    /// <param name="inputChannels">Channels in, 1 or more.</param>
    /// <param name="outputChannels">Channels out, 1 or more.</param>
    /// <param name="kernel">Taps along each axis, 1 or more.</param>
    /// <param name="options">How the kernel moves; the defaults where null.</param>
    /// <param name="initializer">The weight's initial values, if not PyTorch's; the bias then starts at 0.</param>
    /// <exception cref="ArgumentException">Sizes or options are out of range; the message lists all.</exception>
    public Conv3d(int inputChannels, int outputChannels, int kernel, ConvolutionOptions? options = null, Initializer? initializer = null)
        : base(3, inputChannels, outputChannels, kernel, options, initializer)
    {
    }

    private protected override Tensor Convolve(Tensor input, Tensor weight, Tensor? bias, long[] stride,
        long[] padding, long[] dilation)
        => torch.nn.functional.conv3d(input, weight, bias, stride, padding, dilation, Options.Groups);
}
