using Counterpoise.Deploy.Int8;
using Counterpoise.Deploy.Quantization;
using Counterpoise.LayerGraphs;

namespace Counterpoise.Deploy.Onnx;

/// <summary>Layers as ONNX nodes: maps are [N, channels, rows, columns], what a dense layer gives is [N, channels].</summary>
internal sealed class OnnxLayers(OnnxGraphWriter writer)
{
    private readonly HashSet<string> _flat = [];

    /// <summary>Ranges of an int8 network, whose weights are quantized; null for single precision.</summary>
    public IReadOnlyList<ValueRange>? Ranges { get; init; }

    public string Add(ILayer layer, string[] inputs, LayerShape[] shapes) => layer switch
    {
        ConvolutionLayer c => Convolution(c, inputs[0], shapes[0]),
        DenseLayer d => Dense(d, inputs[0], shapes[0]),
        AdditionLayer => Keep(inputs, writer.Node("Add", inputs)),
        GateLayer => writer.Node("Mul", inputs),
        ActivationLayer a => Keep(inputs, Activation(a.Activation, inputs[0])),
        PoolLayer p => Pool(p, inputs[0], shapes[0]),
        ScaleLayer s => Scale(s, inputs[0]),
        ShiftLayer s => Shift(s, inputs[0], shapes[0]),
        SoftmaxLayer => Flat(writer.Node("Softmax", [Flattened(inputs[0])], ("axis", 1))),
        _ => throw new ArgumentException($"{layer.GetType().Name} has no ONNX form"),
    };

    /// <summary>A quantize and a dequantize node behind a value.</summary>
    public string Quantized(string value, AffineQuantization q)
    {
        var (scale, zero) = (writer.Constant([(float)q.Scale]), writer.Constant([(sbyte)q.ZeroPoint]));
        var codes = writer.Node("QuantizeLinear", [value, scale, zero]);
        return Keep([value], writer.Node("DequantizeLinear", [codes, scale, zero]));
    }

    private string Convolution(ConvolutionLayer c, string input, LayerShape x)
    {
        var (outputs, depth, area) = (c.Bias.Length, x.Channels / c.Groups, c.Window.Area);
        // ONNX has output × input × row × column.
        var turned = new float[c.Weights.Length];
        for (var o = 0; o < outputs; o++)
        {
            for (var p = 0; p < area; p++)
            {
                for (var k = 0; k < depth; k++) turned[(((o * depth) + k) * area) + p] = c.Weights[(((o * area) + p) * depth) + k];
            }
        }

        var w = c.Window;
        return writer.Node("Conv", [input, Weights(turned, outputs, outputs, depth, w.Height, w.Width), writer.Constant(c.Bias, outputs)],
            ("kernel_shape", new long[] { w.Height, w.Width }), ("strides", new long[] { w.StrideRows, w.StrideColumns }),
            ("dilations", new long[] { w.DilationRows, w.DilationColumns }), ("group", c.Groups),
                ("pads", new long[] { w.Top, w.Left, c.Bottom, c.Right }));
    }

    private string Dense(DenseLayer d, string input, LayerShape x) => Flat(writer.Node("Gemm",
        [Flattened(input), Weights(d.Weights, d.Bias.Length, d.Bias.Length, x.Channels), writer.Constant(d.Bias, d.Bias.Length)],
            ("transB", 1)));

    private string Weights(float[] weights, int outputs, params long[] shape)
    {
        if (Ranges is null) return writer.Constant(weights, shape);
        var each = weights.Length / outputs;
        var (codes, scales) = (new sbyte[weights.Length], new float[outputs]);
        for (var o = 0; o < outputs; o++)
        {
            var greatest = weights.Skip(o * each).Take(each).Max(Math.Abs);
            scales[o] = greatest == 0 ? 1 : greatest / 127;
            for (var i = o * each; i < (o + 1) * each; i++)
                codes[i] = (sbyte)Math.Clamp(MathF.Round(weights[i] / scales[o], MidpointRounding.AwayFromZero), -127, 127);
        }

        return writer.Node("DequantizeLinear", [writer.Constant(codes, shape), writer.Constant(scales, outputs),
            writer.Constant(new sbyte[outputs], outputs)], ("axis", 0));
    }

    private string Pool(PoolLayer p, string input, LayerShape x)
    {
        if (p.IsMean && p.Window.Height == x.Height && p.Window.Width == x.Width && p.Window is { Top: 0, Left: 0 }
            && p.Bottom + p.Right == 0)
            return writer.Node("GlobalAveragePool", [input]);
        return writer.Node(p.IsMean ? "AveragePool" : "MaxPool", [input], ("kernel_shape", new long[] { p.Window.Height, p.Window.Width }),
            ("strides", new long[] { p.Window.StrideRows, p.Window.StrideColumns }),
                ("pads", new long[] { p.Window.Top, p.Window.Left, p.Bottom, p.Right }));
    }

    private string Scale(ScaleLayer s, string input)
    {
        long[] shape = _flat.Contains(input) ? [1, s.Scale.Length] : [1, s.Scale.Length, 1, 1];
        var scaled = writer.Node("Mul", [input, writer.Constant(s.Scale, shape)]);
        return Keep([input], writer.Node("Add", [scaled, writer.Constant(s.Shift, shape)]));
    }

    private string Shift(ShiftLayer s, string input, LayerShape x)
    {
        if (_flat.Contains(input)) return Flat(writer.Node("Add", [input, writer.Constant(s.Shift, 1, s.Shift.Length)]));
        // ONNX has channel × row × column.
        var (turned, area) = (new float[s.Shift.Length], x.Height * x.Width);
        for (var i = 0; i < turned.Length; i++) turned[(i % x.Channels * area) + (i / x.Channels)] = s.Shift[i];
        return writer.Node("Add", [input, writer.Constant(turned, 1, x.Channels, x.Height, x.Width)]);
    }

    private string Activation(LayerActivation activation, string input) => activation switch
    {
        LayerActivation.Relu => writer.Node("Relu", [input]),
        LayerActivation.Relu6 => writer.Node("Clip", [input, writer.Constant([0f]), writer.Constant([6f])]),
        LayerActivation.HardSigmoid => HardSigmoid(input),
        LayerActivation.HardSwish => writer.Node("Mul", [input, HardSigmoid(input)]),
        LayerActivation.Swish => writer.Node("Mul", [input, writer.Node("Sigmoid", [input])]),
        LayerActivation.Sigmoid => writer.Node("Sigmoid", [input]),
        _ => writer.Node("Tanh", [input]),
    };

    private string HardSigmoid(string input) => writer.Node("HardSigmoid", [input], ("alpha", 1f / 6), ("beta", 0.5f));

    private string Flattened(string value) => _flat.Contains(value) ? value : writer.Node("Flatten", [value], ("axis", 1));

    private string Flat(string value)
    {
        _flat.Add(value);
        return value;
    }

    private string Keep(string[] inputs, string output) => _flat.Contains(inputs[0]) ? Flat(output) : output;
}
