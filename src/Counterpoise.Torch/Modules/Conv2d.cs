using Counterpoise.Torch.Kernels;

namespace Counterpoise.Torch.Modules;

/// <summary>A convolution (in fact a cross-correlation) of [N, C, H, W] along its last two axes.</summary>
/// <remarks>Per axis of length n come out floor((n + 2 padding - dilation (kernel - 1) - 1) / stride) + 1 positions.</remarks>
public sealed class Conv2d : Convolution
{
    /// <summary>Creates the layer with PyTorch's initial values, U(±1 / sqrt(fan in)).</summary>
    /// <param name="inputChannels">Channels in, 1 or more.</param>
    /// <param name="outputChannels">Channels out, 1 or more.</param>
    /// <param name="kernel">Taps along each axis, 1 or more.</param>
    /// <param name="options">How the kernel moves; the defaults where null.</param>
    /// <param name="initializer">The weight's initial values, if not PyTorch's; the bias then starts at 0.</param>
    /// <exception cref="ArgumentException">Sizes or options are out of range; the message lists all.</exception>
    public Conv2d(int inputChannels, int outputChannels, int kernel, ConvolutionOptions? options = null, Initializer? initializer = null)
        : base(2, inputChannels, outputChannels, kernel, options, initializer)
    {
    }

    private protected override Tensor Convolve(Tensor input, Tensor weight, Tensor? bias, long[] stride,
        long[] padding, long[] dilation)
        => torch.nn.functional.conv2d(input, weight, bias, stride, padding, dilation, Options.Groups);

    private protected override Tensor? TryKernel(Tensor input, Func<Tensor> stock)
    {
        if (Kernel != 5 || Options is not { Dilation: 1, Bias: false } || Options.Groups != InputChannels || InputChannels != OutputChannels
            || !torch.is_grad_enabled() || Autocast.IsEnabled() || input.Rank != 4)
        {
            return null;
        }

        var shape = DepthwiseShapeFor(input);
        return DepthwiseConvolution.Takes(input, Weight, shape) ? DepthwiseConvolution.Apply(input, Weight, shape, stock) : null;
    }

    /// <summary>The sizes of this convolution, which is depthwise, on an input [N, C, H, W].</summary>
    internal DepthwiseShape DepthwiseShapeFor(Tensor input)
    {
        var (height, width) = ((int)input.Size(2), (int)input.Size(3));
        var (top, outHeight) = Along(height);
        var (left, outWidth) = Along(width);
        return new((int)input.Size(0), InputChannels, height, width, Kernel, Options.Stride, top, left, outHeight, outWidth);
    }

    /// <summary>This convolution on an input [N, C, H, W] as rows of taps; null where it is none over all channels at once.</summary>
    internal Patches? AsPatches(Tensor input)
    {
        if (Options is not { Dilation: 1, Groups: 1, Bias: false } || input.Rank != 4 || input.Size(1) != InputChannels)
        {
            return null;
        }

        var (height, width) = ((int)input.Size(2), (int)input.Size(3));
        var (top, outHeight) = Along(height);
        var (left, outWidth) = Along(width);
        return new(InputChannels, Kernel, Options.Stride, top, left, height, width, outHeight, outWidth);
    }

    /// <summary>Zeros before, and positions that come out, along an axis.</summary>
    private (int Before, int Outputs) Along(int length)
    {
        if (!Options.SamePadding)
        {
            return (Options.Padding, ((length + (2 * Options.Padding) - Kernel) / Options.Stride) + 1);
        }

        var outputs = (length + Options.Stride - 1) / Options.Stride;
        return (Math.Max(((outputs - 1) * Options.Stride) + Kernel - length, 0) / 2, outputs);
    }
}
