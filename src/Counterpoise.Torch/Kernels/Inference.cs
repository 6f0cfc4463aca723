namespace Counterpoise.Torch.Kernels;

/// <summary>
/// Forward passes in eval mode without gradients, float32 in channels_last. Batch norms are two numbers per channel, applied
/// with the activation while the product or convolution before them is in the cache; nothing is kept.
/// </summary>
internal static unsafe class Inference
{
    /// <summary>A convolution over all channels, batch norm and activation.</summary>
    /// <param name="input">[N, I, H, W].</param>
    /// <param name="weight">[O, I, k, k].</param>
    /// <param name="state">The batch norm with running statistics.</param>
    /// <param name="kernel">The activation's passes.</param>
    /// <param name="patches">The convolution; null for 1×1 taps.</param>
    public static Tensor Convolution(Tensor input, Tensor weight, in BatchNormState state, ChannelKernel kernel, Patches? patches)
    {
        using var scope = torch.NewDisposeScope();
        var outputs = (int)weight.Size(0);
        var result = KeptTensor.Empty([input.Size(0), outputs, patches?.OutHeight ?? input.Size(2), patches?.OutWidth ?? input.Size(3)]);
        var to = StoredRows.Of(result);
        var norm = ChannelNorm.Fixed(state, outputs);
        var parts = Parts.Of((int)input.Size(0), patches?.Positions ?? (int)(input.Size(2) * input.Size(3)));
        PointwiseProduct.Stored stored = (_, row, rows, _)
            => kernel.Normalise(to[row], outputs, (float*)to[row], outputs, rows, norm, null);
        if (patches is null)
        {
            PointwiseProduct.Forward(parts, false, weight, PointwiseProduct.Rows(input), to, stored);
        }
        else
        {
            PatchProduct.Forward(parts, patches, input, weight, to, stored);
        }

        return scope.Keep(result);
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
