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

    /// <summary>Whether the kernel takes a convolution of few channels: its input needs no gradient.</summary>
    public static bool Takes(Tensor input, Tensor weight, in BatchNormState state, [NotNullWhen(true)] Patches? patches)
        => patches is { IsShort: true } && !input.requires_grad && input.Type == ScalarType.Float32
            && weight.Type == ScalarType.Float32 && input.device_type == DeviceType.CPU && Lane.Takes(weight.Size(0))
            && input.Size(0) * patches.Positions > 1
            && input.IsContiguousIn(MemoryFormat.ChannelsLast) && state.IsPlain;

    /// <summary>f(batch norm of the convolution); changes the running statistics.</summary>
    /// <param name="input">[N, I, H, W]; with <paramref name="patches"/> it needs no gradient.</param>
    /// <param name="weight">[O, I, k, k].</param>
    /// <param name="state">The batch norm.</param>
    /// <param name="kernel">The activation's passes.</param>
    /// <param name="patches">The convolution; null for 1×1 taps.</param>
    public static Tensor Apply(Tensor input, Tensor weight, in BatchNormState state, ChannelKernel kernel, Patches? patches)
    {
        var parts = Parts.Of((int)input.Size(0), patches?.Positions ?? (int)(input.Size(2) * input.Size(3)));
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
        PointwiseProduct.Forward(_parts, false, _patches?.Matrix(weight) ?? weight, PointwiseProduct.Rows(input, _patches), y,
            (part, row, rows, _) => y.AddTo(moments, part, row, rows));
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
        var result = _patches is null ? KeptTensor.Empty(input.Shape) : null;
        var matrix = _patches?.Matrix(Saved(1)) ?? Saved(1);
        var kernelGradient = PointwiseProduct.Backward(parts, false, matrix, ReadGradient, PointwiseProduct.Rows(input, _patches),
            result is null ? null : StoredRows.Of(result), adds: false, (_, _, _, _) => { });
        kernelGradient = _patches?.Weight(kernelGradient) ?? kernelGradient;
        return [result, kernelGradient, _state.Weight is null ? null : weight, _state.Bias is null ? null : bias];

        float* ReadGradient(int part, long row, int rows, int image, float* tile)
        {
            _kernel.Differentiate(y[row], g[row], channels, tile, channels, rows, norm, null, null);
            return tile;
        }
    }
}
