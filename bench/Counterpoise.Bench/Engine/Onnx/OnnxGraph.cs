using System.Globalization;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Google.Protobuf;

namespace Counterpoise.Bench.Engine.Onnx;

/// <summary>Writes a network operator by operator; each call gives the name of what it computes.</summary>
internal sealed class OnnxGraph
{
    private const int Float = 1;
    private const int Version = 15;
    private const int FormatVersion = 8;
    private readonly GraphProto _graph = new() { Name = "network" };

    internal OnnxGraph(long[] input) => _graph.Input.Add(Value("input", input));

    internal byte[] Finish(string output, long[] shape)
    {
        _graph.Node.Add(new NodeProto { OpType = "Identity", Input = { output }, Output = { "output" } });
        _graph.Output.Add(Value("output", shape));
        return new ModelProto { IrVersion = FormatVersion, Graph = _graph,
            OpsetImport = { new OperatorSetIdProto { Version = Version } } }.ToByteArray();
    }

    internal string Convolve(string input, Conv2d layer)
    {
        var (padding, stride, kernel) = (layer.Options.Padding, layer.Options.Stride, layer.Kernel);
        string[] inputs = layer.Bias is { } bias ? [input, Constant(layer.Weight), Constant(bias)] : [input, Constant(layer.Weight)];
        return Add("Conv", inputs, Whole("group", layer.Options.Groups), Many("kernel_shape", kernel, kernel),
            Many("strides", stride, stride), Many("pads", padding, padding, padding, padding));
    }

    internal string Normalise(string input, BatchNorm2d layer) => Add(
        "BatchNormalization",
        [input, Constant(layer.Weight!), Constant(layer.Bias!), Constant(layer.RunningMean!), Constant(layer.RunningVariance!)],
        Real("epsilon", (float)layer.Options.Epsilon));

    internal string Activate(string input, Activation activation) => activation switch
    {
        Activation.Relu => Add("Relu", [input]),
        Activation.Hardswish => Add("HardSwish", [input]),
        Activation.None => input,
        _ => throw new ArgumentException($"the benchmark writes no {activation}"),
    };

    internal string HardSigmoid(string input) => Add("HardSigmoid", [input], Real("alpha", 1f / 6), Real("beta", 0.5f));

    internal string Pool(string input) => Add("GlobalAveragePool", [input]);

    internal string MaxPool(string input, int kernel, int stride, int padding)
        => Add("MaxPool", [input], Many("kernel_shape", kernel, kernel), Many("strides", stride, stride),
            Many("pads", padding, padding, padding, padding));

    internal string Flatten(string input) => Add("Flatten", [input], Whole("axis", 1));

    internal string Multiply(string left, string right) => Add("Mul", [left, right]);

    internal string Sum(string left, string right) => Add("Add", [left, right]);

    internal string Connect(string input, Linear layer) => Add("Gemm", [input, Constant(layer.Weight), Constant(layer.Bias!)],
        Whole("transB", 1));

    private string Add(string operation, string[] inputs, params AttributeProto[] attributes)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"x{_graph.Node.Count}");
        var node = new NodeProto { OpType = operation, Output = { name } };
        node.Input.AddRange(inputs);
        node.Attribute.AddRange(attributes);
        _graph.Node.Add(node);
        return name;
    }

    private string Constant(Tensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        var name = string.Create(CultureInfo.InvariantCulture, $"w{_graph.Initializer.Count}");
        var bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(tensor.detach().contiguous().ToArray<float>());
        var constant = new TensorProto { Name = name, DataType = Float, RawData = ByteString.CopyFrom(bytes) };
        constant.Dims.AddRange(tensor.shape);
        _graph.Initializer.Add(constant);
        return name;
    }

    private static ValueInfoProto Value(string name, long[] shape)
    {
        var dimensions = new TensorShapeProto();
        dimensions.Dim.AddRange(shape.Select(size => new TensorShapeProto.Types.Dimension { DimValue = size }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType =
            new TypeProto.Types.Tensor { ElemType = Float, Shape = dimensions } } };
    }

    private static AttributeProto Whole(string name, long value) =>
        new() { Name = name, I = value, Type = AttributeProto.Types.AttributeType.Int };

    private static AttributeProto Real(string name, float value) =>
        new() { Name = name, F = value, Type = AttributeProto.Types.AttributeType.Float };

    private static AttributeProto Many(string name, params long[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        attribute.Ints.AddRange(values);
        return attribute;
    }
}
