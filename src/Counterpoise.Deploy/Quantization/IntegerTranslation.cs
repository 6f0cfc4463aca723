using Counterpoise.Deploy.Int8;
using Counterpoise.LayerGraphs;

namespace Counterpoise.Deploy.Quantization;

/// <summary>Translates a graph with ranges into an integer network.</summary>
internal sealed class IntegerTranslation(LayerGraph graph, IReadOnlyList<ValueRange> ranges, RoundingMode mode)
{
    // A bias may take this much of the 32 bits; the products have the rest.
    private const double GreatestBias = 1 << 29;

    private readonly IReadOnlyList<AffineQuantization?> _quantizations = ValueQuantizations.Of(graph, ranges);
    private readonly List<IntegerTensor> _tensors = [];
    private readonly List<IIntegerLayer> _layers = [];
    private readonly int[] _places = new int[graph.Shapes.Count];

    public IntegerNetwork Network()
    {
        _places[0] = Tensor(0);
        for (var i = 0; i < graph.Layers.Count; i++)
        {
            if (Fused(i)) continue;
            var activation = FusedActivation.Behind(graph, i);
            var value = activation == IntegerActivation.None ? i + 1 : i + 2;
            var y = Tensor(value);
            _layers.Add(Translate(graph.Layers[i], y, activation));
            _places[i + 1] = _places[value] = y;
        }

        return new IntegerNetwork(_tensors, _layers, _places[0], _places[^1]);
    }

    private int Tensor(int value)
    {
        var shape = graph.Shapes[value];
        _tensors.Add(new IntegerTensor($"value{value}", shape.Height, shape.Width, shape.Channels, _quantizations[value]!.Value));
        return _tensors.Count - 1;
    }

    private IIntegerLayer Translate(ILayer layer, int y, IntegerActivation activation) => layer switch
    {
        ConvolutionLayer c => Convolution(c, y, activation),
        DenseLayer d => Dense(d, y, activation),
        AdditionLayer a => IntegerAddition.From(_places[a.First], _places[a.Second], y, _tensors, activation, mode),
        GateLayer g => Gate(g, y),
        ActivationLayer a => IntegerLookup.From(_places[a.Input], y, a.Activation, Of(a.Input), _tensors[y].Quantization),
        PoolLayer { IsMean: true } p => new IntegerAveragePool(_places[p.Input], y, p.Window),
        PoolLayer p => new IntegerMaxPool(_places[p.Input], y, p.Window),
        ScaleLayer s => Scale(s, y),
        SoftmaxLayer s => IntegerSoftmax.From(_places[s.Input], y, Of(s.Input).Scale),
        ShiftLayer => throw new ArgumentException("a mean image that is taken off, as the packaged ResNet-18 does, has no int8 form: train "
            + "another network, such as mobilenet-v3-large"),
        _ => throw new ArgumentException($"{layer.GetType().Name} has no int8 form"),
    };

    private IIntegerLayer Convolution(ConvolutionLayer c, int y, IntegerActivation activation)
    {
        var (x, outputs) = (graph.Shapes[c.Input], c.Bias.Length);
        var (codes, bias, scales) = Weights(c.Weights, c.Bias, Of(c.Input));
        var requantization = Requantization.From(Of(c.Input), scales, _tensors[y].Quantization, activation, mode);
        if (c.Groups == 1) return new IntegerConvolution(_places[c.Input], y, c.Window, codes, bias, requantization);
        if (c.Groups != x.Channels) throw new ArgumentException(
            $"a convolution of {c.Groups} groups over {x.Channels} channels has no int8 form");
        // From output channel × position to position × output channel.
        var area = c.Window.Area;
        var turned = new sbyte[codes.Length];
        for (var o = 0; o < outputs; o++)
        {
            for (var p = 0; p < area; p++) turned[(p * outputs) + o] = codes[(o * area) + p];
        }

        return new IntegerDepthwise(_places[c.Input], y, c.Window, turned, bias, requantization);
    }

    private IntegerDense Dense(DenseLayer d, int y, IntegerActivation activation)
    {
        var (codes, bias, scales) = Weights(d.Weights, d.Bias, Of(d.Input));
        return new IntegerDense(_places[d.Input], y, codes, bias,
            Requantization.From(Of(d.Input), scales, _tensors[y].Quantization, activation, mode));
    }

    // A factor for each channel is a depthwise convolution of one position.
    private IntegerDepthwise Scale(ScaleLayer s, int y)
    {
        var (codes, bias, scales) = Weights(s.Scale, s.Shift, Of(s.Input));
        return new IntegerDepthwise(_places[s.Input], y, new Window(1, 1), codes, bias,
            Requantization.From(Of(s.Input), scales, _tensors[y].Quantization, mode: mode));
    }

    private IntegerGate Gate(GateLayer g, int y)
    {
        var (low, high) = Requantization.Bounds(IntegerActivation.None, _tensors[y].Quantization);
        var factor = FixedPointMultiplier.From(Of(g.Map).Scale * Of(g.Gate).Scale / _tensors[y].Quantization.Scale);
        return new IntegerGate(_places[g.Map], _places[g.Gate], y,
            new Requantization([factor], _tensors[y].Quantization.ZeroPoint, low, high, mode));
    }

    private static (sbyte[] Codes, int[] Bias, double[] Scales) Weights(float[] weights, float[] bias, AffineQuantization x)
    {
        var each = weights.Length / bias.Length;
        var (codes, sums, scales) = (new sbyte[weights.Length], new int[bias.Length], new double[bias.Length]);
        for (var o = 0; o < bias.Length; o++)
        {
            var own = weights.AsSpan(o * each, each);
            var greatest = 0f;
            foreach (var w in own) greatest = Math.Max(greatest, Math.Abs(w));
            // A channel of zeros has scale 1; a large bias on small weights gets coarser weights, so that it fits.
            scales[o] = Math.Max(greatest == 0 ? 1 : greatest / 127.0, Math.Abs(bias[o]) / (x.Scale * GreatestBias));
            for (var i = 0; i < each; i++)
                codes[(o * each) + i] = (sbyte)Math.Clamp(Math.Round(own[i] / scales[o], MidpointRounding.AwayFromZero), -127, 127);
            sums[o] = (int)Math.Round(bias[o] / (x.Scale * scales[o]), MidpointRounding.AwayFromZero);
        }

        return (codes, sums, scales);
    }

    private AffineQuantization Of(int value) => _tensors[_places[value]].Quantization;

    /// <summary>Whether a layer is an activation that the layer before it has taken in.</summary>
    private bool Fused(int layer) =>
        layer > 0 && graph.Layers[layer] is ActivationLayer && FusedActivation.Behind(graph, layer - 1) != IntegerActivation.None;
}
