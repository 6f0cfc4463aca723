using System.Diagnostics.CodeAnalysis;

namespace Counterpoise.Torch.Kernels;

/// <summary>
/// A 1×1 convolution, or one of few channels, batch norm in train mode and an activation as one operator in channels_last float32:
/// statistics are gathered while a tile of the product is in the cache, and the backward's gradient of the product is never stored.
/// </summary>
internal sealed unsafe class FusedPointwise : CustomFunction
{
    private readonly BatchNormState _state;
    private readonly ChannelKernel _kernel;
    private readonly Parts _parts;
    private readonly Patches? _patches;
    private ChannelNorm? _norm;

    private FusedPointwise(in BatchNormState state, ChannelKernel kernel, in Parts parts, Patches? patches)
        => (_state, _kernel, _parts, _patches) = (state, kernel, parts, patches);

    /// <summary>Whether the kernel takes an input: channels_last, float32 on the CPU, channels in multiples of 8.</summary>
    public static bool Takes(Tensor input, Tensor weight, in BatchNormState state)
        => input.Rank == 4 && input.Type == ScalarType.Float32 && weight.Type == ScalarType.Float32 && input.device_type == DeviceType.CPU
            && input.Count > input.Size(1) && Lane.Takes(input.Size(1)) && Lane.Takes(weight.Size(0))
            && input.IsContiguousIn(MemoryFormat.ChannelsLast) && state.IsPlain;

    /// <summary>f(batch norm of the convolution); changes the running statistics.</summary>
    /// <param name="input">[N, I, H, W].</param>
    /// <param name="weight">[O, I, 1, 1].</param>
    /// <param name="state">The batch norm.</param>
    /// <param name="kernel">The activation's passes.</param>
    public static Tensor Apply(Tensor input, Tensor weight, in BatchNormState state, ChannelKernel kernel)
    {
        var parts = Parts.Of((int)input.Size(0), (int)(input.Size(2) * input.Size(3)));
        return new FusedPointwise(state, kernel, parts, null).Apply(input, weight, state.Weight, state.Bias);
    }

    /// <summary>Whether the kernel takes a convolution of few channels: its input needs no gradient.</summary>
    public static bool Takes(Tensor input, Tensor weight, in BatchNormState state, [NotNullWhen(true)] Patches? patches)
        => patches is { IsShort: true } && !input.requires_grad && input.Type == ScalarType.Float32
            && weight.Type == ScalarType.Float32 && input.device_type == DeviceType.CPU && Lane.Takes(weight.Size(0))
            && input.Size(0) * patches.OutHeight * patches.OutWidth > 1
            && input.IsContiguousIn(MemoryFormat.ChannelsLast) && state.IsPlain;

    /// <summary>f(batch norm of the convolution); changes the running statistics.</summary>
    /// <param name="input">[N, I, H, W], which needs no gradient.</param>
    /// <param name="weight">[O, I, k, k].</param>
    /// <param name="state">The batch norm.</param>
    /// <param name="kernel">The activation's passes.</param>
    /// <param name="patches">The convolution.</param>
    public static Tensor Apply(Tensor input, Tensor weight, in BatchNormState state, ChannelKernel kernel, Patches patches)
    {
        var parts = Parts.Of((int)input.Size(0), patches.OutHeight * patches.OutWidth);
        return new FusedPointwise(state, kernel, parts, patches).Apply(input, weight, state.Weight, state.Bias);
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
        PointwiseProduct.Forward(_parts, false, _patches?.Matrix(weight) ?? weight, Rows(input), y,
            (part, row, rows, _) => y.AddTo(moments, part, row, rows));
        norm.Estimate(moments, _state);
        var parts = _parts;
        parts.Run(part => parts.Tiles(part, Parts.PassRows(channels), false, (row, rows, _)
            => _kernel.Normalise(y[row], channels, (float*)to[row], channels, rows, norm, null)));
        return scope.Keep(output);
    }

    /// <summary>What the product reads: the input's rows as they lie, or gathered ones.</summary>
    private PointwiseProduct.Read Rows(Tensor input)
    {
        var x = StoredRows.Of(input);
        return _patches is not { } patches ? (_, row, _, _, _) => (float*)x[row] : (_, row, rows, _, tile) =>
        {
            patches.Gather((float*)x[0], row, rows, tile);
            return tile;
        };
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
        var result = _patches is null ? KeptTensor.Empty(input.Shape) : null;
        var kernelGradient = result is null
            ? _patches!.Weight(PointwiseProduct.WeightGradient(parts, channels, _patches.Depth, ReadGradient, Rows(input)))
            : PointwiseProduct.Backward(parts, false, Saved(1), ReadGradient, Rows(input), StoredRows.Of(result), adds: false,
                (_, _, _, _) => { });
        return [result, kernelGradient, _state.Weight is null ? null : weight, _state.Bias is null ? null : bias];

        float* ReadGradient(int part, long row, int rows, int image, float* tile)
        {
            _kernel.Differentiate(y[row], g[row], channels, tile, channels, rows, norm, null, null);
            return tile;
        }
    }
}
