namespace Counterpoise.Torch.Kernels;

/// <summary>
/// Forward passes in eval mode without gradients, float32 in channels_last. Batch norms are two numbers per channel, applied
/// with the activation while the product or convolution before them is in the cache; nothing is kept.
/// </summary>
internal static unsafe class Inference
{
    // Rows of a product that keep its inner loop busy.
    private const int LeastRows = 64;
    private static readonly ChannelKernel Plain = ChannelKernel.Of<IdentityRule>(ScalarType.Float32);

    /// <summary>An inverted residual block.</summary>
    /// <param name="input">[N, I, H, W].</param>
    /// <param name="plan">The block, its batch norms with running statistics.</param>
    public static Tensor Bottleneck(Tensor input, BottleneckPlan plan)
    {
        using var scope = torch.NewDisposeScope();
        var s = plan.Shape;
        var middle = Middle(input, plan);
        var parts = Parts.Of(s.Images, s.OutHeight * s.OutWidth);
        Tensor? gate = null;
        if (plan.Excitation is { } excitation)
        {
            gate = excitation.Forward(Functional.AdaptiveAvgPool2d(middle, 1, 1).Flatten(1)).Gate.Contiguous();
        }

        var output = Project(middle, gate, plan.Projection, plan.ProjectionNorm, parts, Plain);
        if (plan.AddsInput)
        {
            output.AddInPlace(input);
        }

        return scope.Keep(output);
    }

    /// <summary>A 1×1 convolution, batch norm and activation.</summary>
    /// <param name="input">[N, I, H, W].</param>
    /// <param name="weight">[O, I, 1, 1].</param>
    /// <param name="state">The batch norm with running statistics.</param>
    /// <param name="kernel">The activation's passes.</param>
    public static Tensor Pointwise(Tensor input, Tensor weight, in BatchNormState state, ChannelKernel kernel)
        => Project(input, null, weight, state, Parts.Of((int)input.Size(0), (int)(input.Size(2) * input.Size(3))), kernel);

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

    /// <summary>Expansion and depthwise convolution, row by row: the expanded rows never leave the cache.</summary>
    private static Tensor Middle(Tensor input, BottleneckPlan plan)
    {
        using var scope = torch.NewDisposeScope();
        var s = plan.Shape;
        var inputs = (int)input.Size(1);
        var middle = Tensor.Empty([s.Images, s.Channels, s.OutHeight, s.OutWidth], format: MemoryFormat.ChannelsLast);
        var (from, to) = (StoredRows.Of(input), StoredRows.Of(middle));
        var images = new DepthwiseImages(s, (float*)DepthwiseImages.Pack(plan.Depthwise, s.Kernel).Data);
        var outer = ChannelNorm.Fixed(plan.DepthwiseNorm, s.Channels);
        var parts = Parts.Of(s.Images, s.OutHeight * s.OutWidth);
        var inner = plan.Expansion is null ? ChannelNorm.Identity(s.Channels) : ChannelNorm.Fixed(plan.ExpansionNorm, s.Channels);
        var rowsAtOnce = Math.Clamp(LeastRows / s.Width, 1, s.Height);
        var buffer = (long)rowsAtOnce * s.Width * s.Channels;
        var (panels, buffers) = plan.Expansion is { } weight ? (Packed(weight), (nint)Tensor.Empty([parts.Count, buffer]).Data) : default;
        parts.Run(part =>
        {
            var (first, end) = parts.ImagesOf(part);
            var expanded = (float*)buffers + (part * buffer);
            images.Forward(first, end, Read, (image, y, place)
                => plan.Kernel.Normalise(place, s.Padded, (float*)to[(((long)image * s.OutHeight) + y) * s.OutWidth], s.Channels,
                    s.OutWidth, outer, null));

            void Read(int image, int y, float* place)
            {
                var x = (float*)from[(((long)image * s.Height) + y) * s.Width];
                if (panels == 0)
                {
                    Plain.Normalise(x, s.Channels, place, s.Padded, s.Width, inner, null);
                    return;
                }

                if (y % rowsAtOnce == 0)
                {
                    var rows = Math.Min(rowsAtOnce, s.Height - y) * s.Width;
                    TileProduct.Multiply(x, inputs, 1, (float*)panels, TileProduct.Panel, (nint)inputs * TileProduct.Panel, expanded,
                        s.Channels, rows, s.Channels, inputs, adds: false);
                }

                plan.Kernel.Normalise(expanded + ((long)(y % rowsAtOnce) * s.Width * s.Channels), s.Channels, place, s.Padded, s.Width,
                    inner, null);
            }
        });
        return scope.Keep(middle);
    }

    private static nint Packed(Tensor weight)
    {
        var (outputs, inputs) = ((int)weight.Size(0), (int)weight.Size(1));
        var packed = Tensor.Empty([TileProduct.PackedCount(outputs, inputs)]);
        TileProduct.PackTransposed((float*)weight.Data, outputs, inputs, (float*)packed.Data);
        return (nint)packed.Data;
    }

    private static Tensor Project(Tensor input, Tensor? gate, Tensor weight, in BatchNormState state, in Parts parts, ChannelKernel kernel)
    {
        var (inputs, outputs) = ((int)input.Size(1), (int)weight.Size(0));
        var result = Tensor.Empty([input.Size(0), outputs, input.Size(2), input.Size(3)], format: MemoryFormat.ChannelsLast);
        var (from, to) = (StoredRows.Of(input), StoredRows.Of(result));
        var norm = ChannelNorm.Fixed(state, outputs);
        var same = ChannelNorm.Identity(inputs);
        var gates = gate is null ? 0 : (nint)gate.Data;
        PointwiseProduct.Forward(parts, gate is not null, weight, Read, to, (_, row, rows, _)
            => kernel.Normalise(to[row], outputs, (float*)to[row], outputs, rows, norm, null));
        return result;

        float* Read(int part, long row, int rows, int image, float* tile)
        {
            if (gates == 0)
            {
                return (float*)from[row];
            }

            Plain.Normalise(from[row], inputs, tile, inputs, rows, same, (float*)gates + ((long)image * inputs));
            return tile;
        }
    }
}
