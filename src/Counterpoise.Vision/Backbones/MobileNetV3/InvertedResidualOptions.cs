using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Backbones;

/// <summary>One row of tables 1 and 2 of the MobileNetV3 paper, channels already adjusted to the width.</summary>
public sealed record InvertedResidualOptions
{
    /// <summary>Channels in.</summary>
    public required int Inputs { get; init; }

    /// <summary>Taps of the depthwise convolution along each axis, odd.</summary>
    public required int Kernel { get; init; }

    /// <summary>Channels of the depthwise convolution; equal to <see cref="Inputs"/> where nothing is expanded.</summary>
    public required int Expanded { get; init; }

    /// <summary>Channels out.</summary>
    public required int Outputs { get; init; }

    /// <summary>Whether channels are weighed by a squeeze-and-excitation layer.</summary>
    public bool SqueezeExcitation { get; init; }

    /// <summary>What follows expansion and depthwise convolution. Default ReLU.</summary>
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>1 or 2. Default 1; with 1 and equal channels the input is added to the output.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Whether the depthwise convolution pads as TensorFlow does. Default off.</summary>
    public bool SamePadding { get; init; }
}
