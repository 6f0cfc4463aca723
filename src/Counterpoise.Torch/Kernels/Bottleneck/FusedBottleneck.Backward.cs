namespace Counterpoise.Torch.Kernels;

internal sealed unsafe partial class FusedBottleneck
{
    protected override Tensor?[] Backward(Tensor gradient)
    {
        using var exact = Autocast.Begin(enabled: false);
        gradient = gradient.Float().Contiguous(MemoryFormat.ChannelsLast);
        var input = Saved(0);
        var expands = _plan.Expansion is not null;
        var expanded = expands ? Saved(1) : input;
        var first = expands ? 2 : 1;
        var (middle, projected) = (Saved(first), Saved(first + 1));
        _gate = _plan.Excitation is null ? null : Saved(first + 2);

        using var depthwiseSums = new ChannelSums(_outer.Count, _shape.Channels);
        var (projection, projectionNorm) = ProjectionGradients(projected, middle, gradient, depthwiseSums, out var middleGradient);
        Tensor[] excitation = [];
        Tensor? offset = null;
        if (_plan.Excitation is { } layers)
        {
            var (means, weights) = layers.Backward(Pool(middle, middleGradient), [Saved(first + 3), Saved(first + 4), Saved(first + 5)]);
            offset = means / (_shape.OutHeight * _shape.OutWidth);
            excitation = weights;
            Reduce(middle, middleGradient, offset, depthwiseSums);
        }

        var depthwiseNorm = Solve(_depthwiseNorm!, depthwiseSums, _outer.Rows);
        using var expansionSums = new ChannelSums(_outer.Count, _shape.Channels);
        var result = KeptTensor.Empty(input.Shape);
        var expandedGradient = expands ? Store(_shape.Channels, _shape.Height, _shape.Width) : result;
        var depthwise = DepthwiseGradients(expanded, middle, middleGradient, offset, gradient, expandedGradient, expansionSums);
        middleGradient.Dispose();
        if (_plan.Expansion is not { } expansion)
        {
            return [result, null, null, null, depthwise, .. depthwiseNorm, .. excitation, projection, .. projectionNorm];
        }

        var expansionNorm = Solve(_expansionNorm!, expansionSums, _inner.Rows);
        var weight = ExpansionGradients(input, expanded, expandedGradient, expansion, gradient, result);
        return [result, weight, .. expansionNorm, depthwise, .. depthwiseNorm, .. excitation, projection, .. projectionNorm];
    }

    private static Tensor[] Solve(ChannelNorm norm, ChannelSums sums, long rows)
    {
        var (weight, bias) = (Tensor.Empty([norm.Channels]), Tensor.Empty([norm.Channels]));
        norm.Solve(sums, rows, (float*)weight.Data, (float*)bias.Data);
        return [weight, bias];
    }

    /// <summary>Through the last batch norm and the projection; without a gate the sums of the next batch norm come along.</summary>
    private (Tensor Weight, Tensor[] Norm) ProjectionGradients(Tensor projected, Tensor middle, Tensor gradient, ChannelSums next,
        out Tensor middleGradient)
    {
        var norm = _projectionNorm!;
        var channels = norm.Channels;
        var (y, g) = (StoredRows.Of(projected), StoredRows.Of(gradient));
        using var sums = new ChannelSums(_outer.Count, channels);
        var parts = _outer;
        parts.Run(part => parts.Tiles(part, Parts.PassRows(channels), false, (row, rows, _)
            => Plain.Reduce(y[row], g[row], channels, rows, norm, null, null, sums.Part(part))));
        var normGradients = Solve(norm, sums, parts.Rows);

        var from = StoredRows.Of(middle);
        middleGradient = Store(_shape.Channels, _shape.OutHeight, _shape.OutWidth);
        var to = StoredRows.Of(middleGradient);
        var gated = _gate is not null;
        var weight = PointwiseProduct.Backward(
            parts,
            gated,
            _plan.Projection,
            (_, row, rows, _, tile) =>
            {
                Plain.Differentiate(y[row], g[row], channels, tile, channels, rows, norm, null, null);
                return tile;
            },
            ActivatedRows(middle),
            to,
            adds: false,
            (part, row, rows, _) =>
            {
                if (!gated)
                {
                    _plan.Kernel.Reduce(from[row], to[row], _shape.Channels, rows, _depthwiseNorm!, null, null, next.Part(part));
                }
            });
        return (weight, normGradients);
    }

    private void Reduce(Tensor middle, Tensor middleGradient, Tensor offset, ChannelSums sums)
    {
        var (x, g) = (StoredRows.Of(middle), StoredRows.Of(middleGradient));
        var channels = _shape.Channels;
        var offsets = (nint)offset.Data;
        var parts = _outer;
        parts.Run(part => parts.Tiles(part, Parts.PassRows(channels), true, (row, rows, image)
            => _plan.Kernel.Reduce(x[row], g[row], channels, rows, _depthwiseNorm!, Gate(image),
                (float*)offsets + ((long)image * channels), sums.Part(part))));
    }

    /// <summary>Through the second batch norm and the depthwise convolution, to the expansion or, where there is none, the input.</summary>
    private Tensor DepthwiseGradients(
        Tensor expanded, Tensor middle, Tensor middleGradient, Tensor? offset, Tensor gradient, Tensor expandedGradient, ChannelSums next)
    {
        var s = _shape;
        var expands = _plan.Expansion is not null;
        var (x, g) = (StoredRows.Of(middle), StoredRows.Of(middleGradient));
        var (before, to, outer) = (StoredRows.Of(expanded), StoredRows.Of(expandedGradient), StoredRows.Of(gradient));
        var offsets = offset is null ? 0 : (nint)offset.Data;
        var readInput = InputRows(expanded);
        using var scope = torch.NewDisposeScope();
        var packed = DepthwiseImages.Pack(_plan.Depthwise, s.Kernel);
        var sums = Tensor.Zeros([_outer.Count, s.Kernel * s.Kernel, s.Padded]);
        var weights = (nint)sums.Data;
        var images = new DepthwiseImages(s, (float*)packed.Data);
        var parts = _outer;
        parts.Run(part =>
        {
            var (first, end) = parts.ImagesOf(part);
            images.Backward(first, end, readInput, ReadGradient, Write, (float*)weights + ((long)part * s.Kernel * s.Kernel * s.Padded));

            void Write(int image, int y, float* place)
            {
                var row = (((long)image * s.Height) + y) * s.Width;
                to.Take(row, place, s.Padded, s.Width);
                if (expands)
                {
                    _plan.Kernel.Reduce(before[row], to[row], s.Channels, s.Width, _expansionNorm!, null, null, next.Part(part));
                }
                else if (_plan.AddsInput)
                {
                    var span = new Span<float>(to[row], s.Width * s.Channels);
                    System.Numerics.Tensors.TensorPrimitives.Add(span, new ReadOnlySpan<float>(outer[row], span.Length), span);
                }
            }
        });
        return scope.Keep(DepthwiseImages.Unpack(sums, s.Channels, s.Kernel));

        void ReadGradient(int image, int y, float* place)
        {
            var row = (((long)image * s.OutHeight) + y) * s.OutWidth;
            var shift = offsets == 0 ? null : (float*)offsets + ((long)image * s.Channels);
            _plan.Kernel.Differentiate(x[row], g[row], s.Channels, place, s.Padded, s.OutWidth, _depthwiseNorm!, Gate(image), shift);
        }
    }

    /// <summary>Through the first batch norm and the expansion to the input.</summary>
    private Tensor ExpansionGradients(Tensor input, Tensor expanded, Tensor expandedGradient, Tensor weight, Tensor gradient, Tensor result)
    {
        var channels = _shape.Channels;
        var (x, g, from, to, outer) = (StoredRows.Of(expanded), StoredRows.Of(expandedGradient), StoredRows.Of(input),
            StoredRows.Of(result), StoredRows.Of(gradient));
        var adds = _plan.AddsInput;
        return PointwiseProduct.Backward(
            _inner,
            false,
            weight,
            (_, row, rows, _, tile) =>
            {
                if (adds)
                {
                    new ReadOnlySpan<float>(outer[row], rows * outer.Channels).CopyTo(new Span<float>(to[row], rows * to.Channels));
                }

                _plan.Kernel.Differentiate(x[row], g[row], channels, tile, channels, rows, _expansionNorm!, null, null);
                return tile;
            },
            (_, row, _, _, _) => (float*)from[row],
            to,
            adds,
            (_, _, _, _) => { });
    }
}
