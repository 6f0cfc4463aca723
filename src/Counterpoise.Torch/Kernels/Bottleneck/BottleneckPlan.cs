namespace Counterpoise.Torch.Kernels;

/// <summary>What one inverted residual block in train mode is made of.</summary>
internal sealed record BottleneckPlan
{
    /// <summary>[E, I, 1, 1]; null where nothing is expanded.</summary>
    public Tensor? Expansion { get; init; }

    /// <summary>The batch norm after the expansion.</summary>
    public BatchNormState ExpansionNorm { get; init; }

    /// <summary>[E, 1, k, k].</summary>
    public required Tensor Depthwise { get; init; }

    /// <summary>The batch norm after the depthwise convolution.</summary>
    public required BatchNormState DepthwiseNorm { get; init; }

    /// <summary>Squeeze-and-excitation; null without.</summary>
    public Excitation? Excitation { get; init; }

    /// <summary>[O, E, 1, 1].</summary>
    public required Tensor Projection { get; init; }

    /// <summary>The batch norm after the projection.</summary>
    public required BatchNormState ProjectionNorm { get; init; }

    /// <summary>The sizes of the depthwise convolution.</summary>
    public required DepthwiseShape Shape { get; init; }

    /// <summary>Passes with the activation between the convolutions.</summary>
    public required ChannelKernel Kernel { get; init; }

    /// <summary>How what the backward reads again is stored: float32 or bfloat16.</summary>
    public required ScalarType Storage { get; init; }

    /// <summary>Whether the input is added to the output.</summary>
    public bool AddsInput { get; init; }

    /// <summary>All that may need a gradient besides the input, in the order of the backward's results.</summary>
    public Tensor?[] Parameters =>
    [
        Expansion, ExpansionNorm.Weight, ExpansionNorm.Bias,
        Depthwise, DepthwiseNorm.Weight, DepthwiseNorm.Bias,
        .. Excitation?.Weights ?? [],
        Projection, ProjectionNorm.Weight, ProjectionNorm.Bias,
    ];

    /// <summary>Whether the kernels take an input of this block.</summary>
    public bool Takes(Tensor input)
        => input.Type == ScalarType.Float32 && input.device_type == DeviceType.CPU && input.IsContiguousIn(MemoryFormat.ChannelsLast)
            && Lane.Takes(input.Size(1)) && Lane.Takes(Shape.Channels) && Lane.Takes(Projection.Size(0))
            && Shape is { Kernel: 3 or 5, Stride: 1 or 2, OutHeight: > 0, OutWidth: > 0 }
            && (long)Shape.Images * Shape.OutHeight * Shape.OutWidth > 1
            && ExpansionNorm.IsPlain && DepthwiseNorm.IsPlain && ProjectionNorm.IsPlain
            && Array.TrueForAll(Parameters, p => p is null || (p.Type == ScalarType.Float32 && p.device_type == DeviceType.CPU));
}
