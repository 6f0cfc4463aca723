namespace Counterpoise.Torch.Kernels;

/// <summary>
/// An inverted residual block in eval mode, image by image: the expanded rows and those after the depthwise convolution lie in a few
/// hundred kilobytes that a thread uses again and again, so that a block reads its input and writes its output and nothing else goes
/// through memory.
/// </summary>
internal sealed unsafe class FrozenBottleneck
{
    // Rows of a product that keep its inner loop busy.
    private const int LeastRows = 64;
    private static readonly ChannelKernel Plain = ChannelKernel.Of<IdentityRule>(ScalarType.Float32);
    private readonly BottleneckPlan _plan;
    private readonly DepthwiseShape _shape;
    private readonly ChannelNorm _inner;
    private readonly ChannelNorm _outer;
    private readonly ChannelNorm _last;
    private readonly ChannelNorm _same;
    private readonly FrozenExcitation? _excitation;
    private readonly StoredRows _from;
    private readonly StoredRows _to;
    private readonly nint _expansion;
    private readonly nint _projection;
    private readonly nint _depthwise;
    private readonly int _inputs;
    private readonly int _outputs;

    private FrozenBottleneck(Tensor input, BottleneckPlan plan, Tensor output)
    {
        (_plan, _shape) = (plan, plan.Shape);
        (_inputs, _outputs) = ((int)input.Size(1), (int)output.Size(1));
        (_from, _to) = (StoredRows.Of(input), StoredRows.Of(output));
        _inner = plan.Expansion is null ? ChannelNorm.Identity(_shape.Channels) : ChannelNorm.Fixed(plan.ExpansionNorm, _shape.Channels);
        _outer = ChannelNorm.Fixed(plan.DepthwiseNorm, _shape.Channels);
        _last = ChannelNorm.Fixed(plan.ProjectionNorm, _outputs);
        _same = ChannelNorm.Identity(_shape.Channels);
        _expansion = plan.Expansion is { } weight ? (nint)TileProduct.Packed(weight).Data : 0;
        _projection = (nint)TileProduct.Packed(plan.Projection).Data;
        _depthwise = (nint)DepthwiseImages.Pack(plan.Depthwise, _shape.Kernel).Data;
        _excitation = plan.Excitation is { } excitation ? new FrozenExcitation(excitation) : null;
    }

    /// <summary>The block's output.</summary>
    /// <param name="input">[N, I, H, W] in channels_last.</param>
    /// <param name="plan">The block, its batch norms with running statistics.</param>
    public static Tensor Apply(Tensor input, BottleneckPlan plan)
    {
        using var scope = torch.NewDisposeScope();
        var s = plan.Shape;
        var output = KeptTensor.Empty([s.Images, plan.Projection.Size(0), s.OutHeight, s.OutWidth]);
        var block = new FrozenBottleneck(input, plan, output);
        var parts = Parts.Of(s.Images, s.OutHeight * s.OutWidth);
        parts.Run(part => block.Run(parts.ImagesOf(part)));
        return scope.Keep(output);
    }

    private void Run((int From, int To) images)
    {
        var s = _shape;
        var expandedRows = _expansion == 0 ? 0 : Math.Clamp(LeastRows / s.Width, 1, s.Height);
        var keptRows = _excitation is null ? Math.Clamp(LeastRows / s.OutWidth, 1, s.OutHeight) : s.OutHeight;
        var expandedSize = (long)expandedRows * s.Width * s.Channels;
        var keptSize = (long)keptRows * s.OutWidth * s.Channels;
        var gateSize = _excitation is null ? 0 : s.Channels + s.Channels + _excitation.Hidden;
        var expanded = Scratch.OuterFloats(expandedSize + keptSize + gateSize);
        var kept = expanded + expandedSize;
        var means = kept + keptSize;
        var gate = means + s.Channels;
        new DepthwiseImages(s, (float*)_depthwise).Forward(images.From, images.To, Read, Write);

        void Read(int image, int y, float* place)
        {
            var x = (float*)_from[(((long)image * s.Height) + y) * s.Width];
            if (_expansion == 0)
            {
                Plain.Normalise(x, s.Channels, place, s.Padded, s.Width, _inner, null);
                return;
            }

            if (y % expandedRows == 0)
            {
                var rows = Math.Min(expandedRows, s.Height - y) * s.Width;
                TileProduct.Multiply(x, _inputs, 1, (float*)_expansion, TileProduct.Panel, (nint)_inputs * TileProduct.Panel, expanded,
                    s.Channels, rows, s.Channels, _inputs, adds: false);
            }

            _plan.Kernel.Normalise(expanded + ((long)(y % expandedRows) * s.Width * s.Channels), s.Channels, place, s.Padded, s.Width,
                _inner, null);
        }

        void Write(int image, int y, float* place)
        {
            var at = y % keptRows;
            _plan.Kernel.Normalise(place, s.Padded, kept + ((long)at * s.OutWidth * s.Channels), s.Channels, s.OutWidth, _outer, null);
            if (at < keptRows - 1 && y < s.OutHeight - 1)
            {
                return;
            }

            var rows = (at + 1) * s.OutWidth;
            var row = (((long)image * s.OutHeight) + y - at) * s.OutWidth;
            if (_excitation is null)
            {
                Project(kept, row, rows);
                return;
            }

            new Span<float>(means, s.Channels).Clear();
            Plain.Pool(kept, null, s.Channels, rows, _same, means);
            _excitation.Gate(means, rows, gate);
            var most = Parts.TileRows(Math.Max(s.Channels, _outputs));
            for (var first = 0; first < rows; first += most)
            {
                var count = Math.Min(most, rows - first);
                var tile = kept + ((long)first * s.Channels);
                Plain.Normalise(tile, s.Channels, tile, s.Channels, count, _same, gate);
                Project(tile, row + first, count);
            }
        }
    }

    private void Project(float* tile, long row, int rows)
    {
        var y = (float*)_to[row];
        TileProduct.Multiply(tile, _shape.Channels, 1, (float*)_projection, TileProduct.Panel, (nint)_shape.Channels * TileProduct.Panel,
            y, _outputs, rows, _outputs, _shape.Channels, adds: false);
        Plain.Normalise(y, _outputs, y, _outputs, rows, _last, null);
        if (_plan.AddsInput)
        {
            Lane.Sweep(_outputs, new AddPass((float*)_from[row], y, _outputs, rows));
        }
    }

    /// <summary>to += from, in rows of the same length.</summary>
    private readonly struct AddPass(float* source, float* target, nint row, int rows) : ILanePass
    {
        public void Run<TLane>(int from, int to)
            where TLane : struct, ILane<TLane>
        {
            for (var r = 0; r < rows; r++)
            {
                for (nint c = (r * row) + from; c < (r * row) + to; c += TLane.Width)
                {
                    TLane.Store(TLane.Load(target + c) + TLane.Load(source + c), target + c);
                }
            }
        }
    }
}
