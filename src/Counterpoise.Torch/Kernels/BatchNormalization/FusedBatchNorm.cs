namespace Counterpoise.Torch.Kernels;

/// <summary>
/// Batch norm in train mode and the activation after it, in channels_last float32: two passes forward, two backward, where
/// stock operators take three and five. The normalised numbers are not kept; the backward makes them anew.
/// </summary>
internal sealed unsafe class FusedBatchNorm : CustomFunction
{
    private readonly BatchNormState _state;
    private readonly ChannelKernel _kernel;
    private ChannelNorm? _norm;
    private Parts _parts;

    private FusedBatchNorm(in BatchNormState state, ChannelKernel kernel) => (_state, _kernel) = (state, kernel);

    /// <summary>Whether the kernel takes an input: four axes, channels_last, float32 on the CPU, channels a multiple of 8.</summary>
    public static bool Takes(Tensor input, in BatchNormState state)
        => input.Rank == 4 && input.Type == ScalarType.Float32 && input.device_type == DeviceType.CPU && input.Count > input.Size(1)
            && Lane.Takes(input.Size(1)) && input.IsContiguousIn(MemoryFormat.ChannelsLast) && state.IsPlain;

    /// <summary>f(batch norm of the input); changes the running statistics.</summary>
    public static Tensor Apply(Tensor input, in BatchNormState state, ChannelKernel kernel)
        => new FusedBatchNorm(state, kernel).Apply(input, state.Weight, state.Bias);

    protected override Tensor Forward(Tensor?[] inputs)
    {
        var input = Save(inputs[0]!);
        var shape = input.Shape;
        var channels = (int)shape[1];
        var parts = _parts = Parts.Of((int)shape[0], (int)(shape[2] * shape[3]));
        var output = KeptTensor.Empty(shape);
        var (x, y) = ((nint)input.Data, (nint)output.Data);
        var norm = _norm = new ChannelNorm(channels);
        using var moments = new ChannelMoments(parts.Count, channels);
        var tile = Parts.PassRows(channels);
        parts.Run(part => parts.Tiles(part, tile, false, (row, rows, _) =>
            moments.Add(part, (float*)x + (row * channels), channels, rows)));
        norm.Estimate(moments, _state);
        parts.Run(part => parts.Tiles(part, tile, false, (row, rows, _)
            => _kernel.Normalise((float*)x + (row * channels), channels, (float*)y + (row * channels), channels, rows, norm, null)));
        return output;
    }

    protected override Tensor?[] Backward(Tensor gradient)
    {
        var input = Saved(0);
        gradient = gradient.Contiguous(MemoryFormat.ChannelsLast);
        var (norm, parts) = (_norm!, _parts);
        var channels = norm.Channels;
        var result = KeptTensor.Empty(input.Shape);
        var (x, g, d) = ((nint)input.Data, (nint)gradient.Data, (nint)result.Data);
        var (weight, bias) = (Tensor.Empty([channels]), Tensor.Empty([channels]));
        using var sums = new ChannelSums(parts.Count, channels);
        var tile = Parts.PassRows(channels);
        parts.Run(part => parts.Tiles(part, tile, false, (row, rows, _)
            => _kernel.Reduce((float*)x + (row * channels), (float*)g + (row * channels), channels, rows, norm, null, null,
                sums.Part(part))));
        norm.Solve(sums, parts.Rows, (float*)weight.Data, (float*)bias.Data);
        parts.Run(part => parts.Tiles(part, tile, false, (row, rows, _)
            => _kernel.Differentiate((float*)x + (row * channels), (float*)g + (row * channels), channels, (float*)d + (row * channels),
                channels, rows, norm, null, null)));
        return [result, _state.Weight is null ? null : weight, _state.Bias is null ? null : bias];
    }
}
