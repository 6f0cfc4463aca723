namespace Counterpoise.Torch.Modules;

/// <summary>How a convolution moves over its input; the same along every axis.</summary>
public sealed record ConvolutionOptions
{
    /// <summary>Positions between neighbouring outputs, 1 or more. Default 1.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Zeros added on both sides of every axis, 0 or more; must be 0 with <see cref="SamePadding"/>. Default 0.</summary>
    public int Padding { get; init; }

    /// <summary>
    /// TensorFlow's <c>SAME</c>: per axis of length n, max((ceil(n / s) - 1) s + d (k - 1) + 1 - n, 0) zeros, the smaller
    /// half before and the rest after, so that ceil(n / s) positions come out. Default off.
    /// </summary>
    public bool SamePadding { get; init; }

    /// <summary>Positions between neighbouring kernel taps, 1 or more. Default 1.</summary>
    public int Dilation { get; init; } = 1;

    /// <summary>Groups of channels that see only each other; must divide both channel counts. Default 1.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Whether a bias is added to every output channel. Default on.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>Checks every property against the layer's sizes.</summary>
    /// <param name="inputChannels">Channels in, 1 or more.</param>
    /// <param name="outputChannels">Channels out, 1 or more.</param>
    /// <param name="kernel">Taps along each axis, 1 or more.</param>
    /// <exception cref="ArgumentException">One or more are out of range; the message lists them all.</exception>
    public void Validate(int inputChannels, int outputChannels, int kernel)
    {
        var faults = new Faults("convolution");
        faults.Require(inputChannels >= 1, $"{inputChannels} input channels, at least 1 was expected");
        faults.Require(outputChannels >= 1, $"{outputChannels} output channels, at least 1 was expected");
        faults.Require(kernel >= 1, $"a kernel of {kernel}, at least 1 was expected");
        faults.Require(Stride >= 1, $"Stride is {Stride}, at least 1 was expected");
        faults.Require(Padding >= 0, $"Padding is {Padding}, 0 or more was expected");
        faults.Require(!SamePadding || Padding == 0, $"Padding is {Padding} beside SamePadding, set one of them");
        faults.Require(Dilation >= 1, $"Dilation is {Dilation}, at least 1 was expected");
        faults.Require(
            Groups >= 1 && inputChannels % Math.Max(Groups, 1) == 0 && outputChannels % Math.Max(Groups, 1) == 0,
            $"Groups is {Groups}, which must divide {inputChannels} input and {outputChannels} output channels");
        faults.Throw();
    }
}
