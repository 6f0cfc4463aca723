namespace Counterpoise.Torch.Kernels;

/// <summary>
/// Forward passes in eval mode without gradients, float32 in channels_last. Batch norms are two numbers per channel, applied
/// with the activation while the product or convolution before them is in the cache; nothing is kept.
/// </summary>
internal static unsafe class Inference
{
    /// <summary>A 1×1 convolution, batch norm and activation.</summary>
    /// <param name="input">[N, I, H, W].</param>
    /// <param name="weight">[O, I, 1, 1].</param>
    /// <param name="state">The batch norm with running statistics.</param>
    /// <param name="kernel">The activation's passes.</param>
    public static Tensor Pointwise(Tensor input, Tensor weight, in BatchNormState state, ChannelKernel kernel)
    {
        var outputs = (int)weight.Size(0);
        var result = KeptTensor.Empty([input.Size(0), outputs, input.Size(2), input.Size(3)]);
        var (from, to) = (StoredRows.Of(input), StoredRows.Of(result));
        var norm = ChannelNorm.Fixed(state, outputs);
        var parts = Parts.Of((int)input.Size(0), (int)(input.Size(2) * input.Size(3)));
        PointwiseProduct.Forward(parts, false, weight, (_, row, _, _, _) => (float*)from[row], to, (_, row, rows, _)
            => kernel.Normalise(to[row], outputs, (float*)to[row], outputs, rows, norm, null));
        return result;
    }

    /// <summary>A convolution of few channels, batch norm and activation.</summary>
    /// <param name="input">[N, I, H, W].</param>
    /// <param name="weight">[O, I, k, k].</param>
    /// <param name="state">The batch norm with running statistics.</param>
    /// <param name="kernel">The activation's passes.</param>
    /// <param name="patches">The convolution.</param>
    public static Tensor Convolution(Tensor input, Tensor weight, in BatchNormState state, ChannelKernel kernel, Patches patches)
    {
        var outputs = (int)weight.Size(0);
        var result = KeptTensor.Empty([input.Size(0), outputs, patches.OutHeight, patches.OutWidth]);
        var (from, to) = (StoredRows.Of(input), StoredRows.Of(result));
        var norm = ChannelNorm.Fixed(state, outputs);
        using var matrix = patches.Matrix(weight);
        PointwiseProduct.Forward(Parts.Of((int)input.Size(0), patches.OutHeight * patches.OutWidth), false, matrix,
            (_, row, rows, _, tile) =>
            {
                patches.Gather((float*)from[0], row, rows, tile);
                return tile;
            },
            to,
            (_, row, rows, _) => kernel.Normalise(to[row], outputs, (float*)to[row], outputs, rows, norm, null));
        return result;
    }

    /// <summary>Batch norm and activation in place.</summary>
    /// <param name="values">[N, C, H, W].</param>
    /// <param name="state">The batch norm with running statistics.</param>
    /// <param name="kernel">The activation's passes.</param>
    public static void NormaliseInPlace(Tensor values, in BatchNormState state, ChannelKernel kernel)
    {
        var norm = ChannelNorm.Fixed(state, (int)values.Size(1));
        var rows = StoredRows.Of(values);
        var parts = Parts.Of((int)values.Size(0), (int)(values.Size(2) * values.Size(3)));
        parts.Run(part => parts.Tiles(part, Parts.PassRows(norm.Channels), false, (row, count, _)
            => kernel.Normalise(rows[row], norm.Channels, (float*)rows[row], norm.Channels, count, norm, null)));
    }
}
