namespace Counterpoise.Torch.Kernels;

/// <summary>
/// An inverted residual block in train mode as one operator. Only the convolutions' raw outputs are stored, once each, to be
/// read again by the backward: batch norm and activation happen when rows are read, statistics when they are written.
/// </summary>
/// <remarks>
/// Stock operators move some 28 tensors of the expanded size through memory in a step, this one 12; it keeps a half of what
/// they keep for the backward.
/// </remarks>
internal sealed unsafe partial class FusedBottleneck : CustomFunction
{
    private static readonly ChannelKernel Plain = ChannelKernel.Of<IdentityRule>(ScalarType.Float32);
    private readonly BottleneckPlan _plan;
    private readonly DepthwiseShape _shape;
    private readonly Parts _inner;
    private readonly Parts _outer;
    private ChannelNorm? _expansionNorm;
    private ChannelNorm? _depthwiseNorm;
    private ChannelNorm? _projectionNorm;
    private Tensor? _gate;

    private FusedBottleneck(BottleneckPlan plan)
    {
        (_plan, _shape) = (plan, plan.Shape);
        _inner = Parts.Of(_shape.Images, _shape.Height * _shape.Width);
        _outer = Parts.Of(_shape.Images, _shape.OutHeight * _shape.OutWidth);
    }

    /// <summary>The block's output; changes the running statistics.</summary>
    /// <param name="input">[N, I, H, W] in channels_last.</param>
    /// <param name="plan">The block.</param>
    public static Tensor Apply(Tensor input, BottleneckPlan plan) => new FusedBottleneck(plan).Apply([input, .. plan.Parameters]);

    protected override Tensor Forward(Tensor?[] inputs)
    {
        using var scope = torch.NewDisposeScope();
        using var exact = Autocast.Begin(enabled: false);
        var input = Save(inputs[0]!);
        var expanded = _plan.Expansion is { } expansion ? Save(Expand(input, expansion)) : input;
        var middle = Save(Convolve(expanded));
        Tensor[] excited = [];
        if (_plan.Excitation is { } excitation)
        {
            var (gate, state) = excitation.Forward(Pool(middle, null) / (_shape.OutHeight * _shape.OutWidth));
            _gate = gate;
            excited = [gate, .. state];
        }

        var projected = Save(Project(middle));
        Array.ForEach(excited, tensor => Save(tensor));
        var output = KeptTensor.Empty(projected.Shape);
        Finish(projected, _plan.AddsInput ? input : null, output);
        _gate = null;
        return scope.Keep(output);
    }

    private Tensor Store(int channels, int height, int width)
        => KeptTensor.Empty([_shape.Images, channels, height, width], _plan.Storage);

    private float* Gate(int image) => _gate is null ? null : (float*)_gate.Data + ((long)image * _shape.Channels);

    private Tensor Expand(Tensor input, Tensor weight)
    {
        var result = Store(_shape.Channels, _shape.Height, _shape.Width);
        var (from, to) = (StoredRows.Of(input), StoredRows.Of(result));
        _expansionNorm = new ChannelNorm(_shape.Channels);
        using var moments = new ChannelMoments(_inner.Count, _shape.Channels);
        PointwiseProduct.Forward(_inner, false, weight, (_, row, _, _, _) => (float*)from[row], to,
            (part, row, rows, _) => to.AddTo(moments, part, row, rows));
        _expansionNorm.Estimate(moments, _plan.ExpansionNorm);
        return result;
    }

    private Tensor Convolve(Tensor expanded)
    {
        var s = _shape;
        var result = Store(s.Channels, s.OutHeight, s.OutWidth);
        var (read, to) = (InputRows(expanded), StoredRows.Of(result));
        using var packed = DepthwiseImages.Pack(_plan.Depthwise, s.Kernel);
        using var moments = new ChannelMoments(_outer.Count, s.Channels);
        var images = new DepthwiseImages(s, (float*)packed.Data);
        var parts = _outer;
        parts.Run(part =>
        {
            var (first, end) = parts.ImagesOf(part);
            images.Forward(first, end, read, (image, y, place) =>
            {
                var row = (((long)image * s.OutHeight) + y) * s.OutWidth;
                to.Take(row, place, s.Padded, s.OutWidth);
                to.AddTo(moments, part, row, s.OutWidth);
            });
        });
        _depthwiseNorm = new ChannelNorm(s.Channels);
        _depthwiseNorm.Estimate(moments, _plan.DepthwiseNorm);
        return result;
    }

    /// <summary>Rows that the depthwise convolution reads: the expansion normalised and activated, or the input itself.</summary>
    private DepthwiseImages.Row InputRows(Tensor expanded)
    {
        var s = _shape;
        var from = StoredRows.Of(expanded);
        var kernel = _plan.Expansion is null ? Plain : _plan.Kernel;
        var norm = _expansionNorm ??= ChannelNorm.Identity(s.Channels);
        return (image, y, place) => kernel.Normalise(from[(((long)image * s.Height) + y) * s.Width], s.Channels, place, s.Padded, s.Width,
            norm, null);
    }

    /// <summary>The sums over an image's positions of the activated rows, times a gradient where one is given: [N, E].</summary>
    private Tensor Pool(Tensor middle, Tensor? gradient)
    {
        var s = _shape;
        var sums = Tensor.Zeros([s.Images, s.Channels]);
        var to = (nint)sums.Data;
        var from = StoredRows.Of(middle);
        var back = gradient is null ? default : StoredRows.Of(gradient);
        var has = gradient is not null;
        var parts = _outer;
        parts.Run(part => parts.Tiles(part, Parts.PassRows(s.Channels), true, (row, rows, image)
            => _plan.Kernel.Pool(from[row], has ? back[row] : null, s.Channels, rows, _depthwiseNorm!,
                (float*)to + ((long)image * s.Channels))));
        return sums;
    }

    private Tensor Project(Tensor middle)
    {
        var s = _shape;
        var outputs = (int)_plan.Projection.Size(0);
        var result = KeptTensor.Empty([s.Images, outputs, s.OutHeight, s.OutWidth]);
        var (read, to) = (ActivatedRows(middle), StoredRows.Of(result));
        using var moments = new ChannelMoments(_outer.Count, outputs);
        PointwiseProduct.Forward(_outer, _gate is not null, _plan.Projection, read, to,
            (part, row, rows, _) => to.AddTo(moments, part, row, rows));
        _projectionNorm = new ChannelNorm(outputs);
        _projectionNorm.Estimate(moments, _plan.ProjectionNorm);
        return result;
    }

    /// <summary>Rows that the projection reads: the depthwise output normalised, activated and weighed by the gate.</summary>
    private PointwiseProduct.Read ActivatedRows(Tensor middle)
    {
        var from = StoredRows.Of(middle);
        var channels = _shape.Channels;
        return (_, row, rows, image, tile) =>
        {
            _plan.Kernel.Normalise(from[row], channels, tile, channels, rows, _depthwiseNorm!, Gate(image));
            return tile;
        };
    }

    private void Finish(Tensor projected, Tensor? input, Tensor output)
    {
        var (from, to) = (StoredRows.Of(projected), StoredRows.Of(output));
        var channels = to.Channels;
        var norm = _projectionNorm!;
        var parts = _outer;
        var added = input is null ? default : StoredRows.Of(input);
        var adds = input is not null;
        parts.Run(part => parts.Tiles(part, Parts.PassRows(channels), false, (row, rows, _) =>
        {
            var y = (float*)to[row];
            Plain.Normalise(from[row], channels, y, channels, rows, norm, null);
            if (adds)
            {
                System.Numerics.Tensors.TensorPrimitives.Add(new ReadOnlySpan<float>(y, rows * channels),
                    new ReadOnlySpan<float>(added[row], rows * channels), new Span<float>(y, rows * channels));
            }
        }));
    }
}
