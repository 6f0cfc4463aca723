using System.Diagnostics.CodeAnalysis;

namespace Counterpoise.Torch.Kernels;

/// <summary>
/// A convolution over all channels, batch norm in train mode and an activation as one operator in channels_last float32:
/// statistics are gathered while a tile of the product is in the cache, and the backward's gradient of the product is never stored.
/// </summary>
internal sealed unsafe class FusedConvolution : CustomFunction
{
    private readonly BatchNormState _state;
    private readonly ChannelKernel _kernel;
    private readonly Parts _parts;
    private readonly Patches? _patches;
    private readonly bool _isInputAsked;
    private ChannelNorm? _norm;

    private FusedConvolution(in BatchNormState state, ChannelKernel kernel, in Parts parts, Patches? patches, bool isInputAsked)
        => (_state, _kernel, _parts, _patches, _isInputAsked) = (state, kernel, parts, patches, isInputAsked);

    /// <summary>Whether the kernel takes an input: channels_last, float32 on the CPU, channels in multiples of 8.</summary>
    public static bool Takes(Tensor input, Tensor weight, in BatchNormState state)
        => input.Rank == 4 && input.Type == ScalarType.Float32 && weight.Type == ScalarType.Float32 && input.device_type == DeviceType.CPU
            && input.Count > input.Size(1) && Lane.Takes(input.Size(1)) && Lane.Takes(weight.Size(0))
            && input.IsContiguousIn(MemoryFormat.ChannelsLast) && state.IsPlain;

    /// <summary>Whether the kernel takes a convolution of several taps.</summary>
    public static bool Takes(Tensor input, Tensor weight, in BatchNormState state, [NotNullWhen(true)] Patches? patches)
        => patches is { IsGathered: true } && (!input.requires_grad || Lane.Takes(input.Size(1)))
            && input.Type == ScalarType.Float32 && weight.Type == ScalarType.Float32 && input.device_type == DeviceType.CPU
            && Lane.Takes(weight.Size(0)) && input.Size(0) * patches.Positions > 1
            && input.IsContiguousIn(MemoryFormat.ChannelsLast) && state.IsPlain;

    /// <summary>f(batch norm of the convolution); changes the running statistics.</summary>
    /// <param name="input">[N, I, H, W].</param>
    /// <param name="weight">[O, I, k, k].</param>
    /// <param name="state">The batch norm.</param>
    /// <param name="kernel">The activation's passes.</param>
    /// <param name="patches">The convolution; null for 1×1 taps.</param>
    public static Tensor Apply(Tensor input, Tensor weight, in BatchNormState state, ChannelKernel kernel, Patches? patches)
    {
        var parts = Parts.Of((int)input.Size(0), patches?.Positions ?? (int)(input.Size(2) * input.Size(3)));
        return new FusedConvolution(state, kernel, parts, patches, patches is null || input.requires_grad)
            .Apply(input, weight, state.Weight, state.Bias);
    }

    protected override Tensor Forward(Tensor?[] inputs)
    {
        using var scope = torch.NewDisposeScope();
        var (input, weight) = (Save(inputs[0]!), Save(inputs[1]!));
        var channels = (int)weight.Size(0);
        long[] shape = [input.Size(0), channels, _patches?.OutHeight ?? input.Size(2), _patches?.OutWidth ?? input.Size(3)];
        var product = Save(KeptTensor.Empty(shape));
        var output = KeptTensor.Empty(shape);
        var (y, to) = (StoredRows.Of(product), StoredRows.Of(output));
        var norm = _norm = new ChannelNorm(channels);
        using var moments = new ChannelMoments(_parts.Count, channels);
        PointwiseProduct.Stored stored = (part, row, rows, _) => y.AddTo(moments, part, row, rows);
        if (_patches is null)
        {
            PointwiseProduct.Forward(_parts, false, weight, PointwiseProduct.Rows(input), y, stored);
        }
        else
        {
            PatchProduct.Forward(_parts, _patches, input, weight, y, stored);
        }

        norm.Estimate(moments, _state);
        var parts = _parts;
        parts.Run(part => parts.Tiles(part, Parts.PassRows(channels), false, (row, rows, _)
            => _kernel.Normalise(y[row], channels, (float*)to[row], channels, rows, norm, null)));
        return scope.Keep(output);
    }

    protected override Tensor?[] Backward(Tensor gradient)
    {
        gradient = gradient.Contiguous(MemoryFormat.ChannelsLast);
        var (input, product) = (Saved(0), Saved(2));
        var (norm, parts) = (_norm!, _parts);
        var channels = norm.Channels;
        var (y, g) = (StoredRows.Of(product), StoredRows.Of(gradient));
        using var sums = new ChannelSums(parts.Count, channels);
        parts.Run(part => parts.Tiles(part, Parts.PassRows(channels), false, (row, rows, _)
            => _kernel.Reduce(y[row], g[row], channels, rows, norm, null, null, sums.Part(part))));
        var (weight, bias) = (Tensor.Empty([channels]), Tensor.Empty([channels]));
        norm.Solve(sums, parts.Rows, (float*)weight.Data, (float*)bias.Data);
        var result = _isInputAsked ? KeptTensor.Empty(input.Shape) : null;
        var kernelGradient = _patches is null
            ? PointwiseProduct.Backward(parts, false, Saved(1), ReadGradient, PointwiseProduct.Rows(input), StoredRows.Of(result!),
                adds: false, (_, _, _, _) => { })
            : PatchProduct.Backward(parts, _patches, input, Saved(1), ReadGradient, result);
        return [result, kernelGradient, _state.Weight is null ? null : weight, _state.Bias is null ? null : bias];

        float* ReadGradient(int part, long row, int rows, int image, float* tile)
        {
            _kernel.Differentiate(y[row], g[row], channels, tile, channels, rows, norm, null, null);
            return tile;
        }
    }
}
