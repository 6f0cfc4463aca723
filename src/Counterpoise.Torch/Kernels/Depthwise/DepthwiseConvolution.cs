namespace Counterpoise.Torch.Kernels;

/// <summary>
/// A depthwise convolution in channels_last float32 whose backward is made here, both gradients in one pass over the
/// images; oneDNN has no fast weight gradient for 5×5 taps. The forward stays the stock operator's, which is hard to beat.
/// </summary>
internal sealed unsafe class DepthwiseConvolution : CustomFunction
{
    private static readonly ChannelKernel Plain = ChannelKernel.Of<IdentityRule>(ScalarType.Float32);
    private readonly DepthwiseShape _shape;
    private readonly Func<Tensor> _forward;

    private DepthwiseConvolution(in DepthwiseShape shape, Func<Tensor> forward) => (_shape, _forward) = (shape, forward);

    /// <summary>Whether the kernel takes an input: channels_last, float32 on the CPU, 5×5 taps, channels a multiple of 8.</summary>
    public static bool Takes(Tensor input, Tensor weight, in DepthwiseShape shape)
        => shape is { Kernel: 5, Stride: 1 or 2, OutHeight: > 0, OutWidth: > 0 } && Lane.Takes(shape.Channels)
            && input.Type == ScalarType.Float32 && weight.Type == ScalarType.Float32 && input.device_type == DeviceType.CPU
            && input.IsContiguousIn(MemoryFormat.ChannelsLast);

    /// <summary>The convolution.</summary>
    /// <param name="input">[N, C, H, W].</param>
    /// <param name="weight">[C, 1, 5, 5].</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="forward">Calls the stock operator.</param>
    public static Tensor Apply(Tensor input, Tensor weight, in DepthwiseShape shape, Func<Tensor> forward)
        => new DepthwiseConvolution(shape, forward).Apply(input, weight);

    protected override Tensor Forward(Tensor?[] inputs)
    {
        Save(inputs[0]!);
        Save(inputs[1]!);
        return _forward();
    }

    protected override Tensor?[] Backward(Tensor gradient)
    {
        var s = _shape;
        gradient = gradient.Contiguous(MemoryFormat.ChannelsLast);
        var input = Saved(0);
        var result = KeptTensor.Empty(input.Shape);
        var (x, g, to) = (StoredRows.Of(input), StoredRows.Of(gradient), StoredRows.Of(result));
        var packed = DepthwiseImages.Pack(Saved(1), s.Kernel);
        var parts = Parts.Of(s.Images, s.OutHeight * s.OutWidth);
        var sums = Tensor.Zeros([parts.Count, s.Kernel * s.Kernel, s.Padded]);
        var weights = (nint)sums.Data;
        var norm = ChannelNorm.Identity(s.Channels);
        var images = new DepthwiseImages(s, (float*)packed.Data);
        parts.Run(part =>
        {
            var (first, end) = parts.ImagesOf(part);
            images.Backward(
                first,
                end,
                (image, y, place) => Plain.Normalise(x[(((long)image * s.Height) + y) * s.Width], s.Channels, place, s.Padded, s.Width,
                    norm, null),
                (image, y, place) => Plain.Normalise(g[(((long)image * s.OutHeight) + y) * s.OutWidth], s.Channels, place, s.Padded,
                    s.OutWidth, norm, null),
                (image, y, place) => to.Take((((long)image * s.Height) + y) * s.Width, place, s.Padded, s.Width),
                (float*)weights + ((long)part * s.Kernel * s.Kernel * s.Padded));
        });
        return [result, DepthwiseImages.Unpack(sums, s.Channels, s.Kernel)];
    }
}
