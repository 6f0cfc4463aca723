using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;

namespace Counterpoise.Deploy.Onnx;

/// <summary>Nodes and constants of an ONNX graph in the making.</summary>
internal sealed class OnnxGraphWriter
{
    private const int Opset = 13;
    private const int IrVersion = 8;

    /// <summary>The operators of classical models, beside the standard ones.</summary>
    public const string Classical = "ai.onnx.ml";

    private const int ClassicalOpset = 3;

    private readonly GraphProto _graph = new() { Name = "counterpoise" };
    private int _names;
    private bool _isClassical;

    public string Node(string kind, IReadOnlyList<string> inputs, params (string Name, object Value)[] attributes)
    {
        var output = $"{kind.ToLowerInvariant()}_{++_names}";
        Add(kind, inputs, output, attributes);
        return output;
    }

    public void Add(string kind, IReadOnlyList<string> inputs, string output, params (string Name, object Value)[] attributes)
    {
        var node = new NodeProto { OpType = kind, Name = $"node_{output}" };
        node.Input.AddRange(inputs);
        node.Output.Add(output);
        node.Attribute.AddRange(attributes.Select(a => Attribute(a.Name, a.Value)));
        _graph.Node.Add(node);
    }

    /// <summary>Adds an operator of classical models.</summary>
    public string ClassicalNode(string kind, IReadOnlyList<string> inputs, params (string Name, object Value)[] attributes)
    {
        _isClassical = true;
        var output = Node(kind, inputs, attributes);
        _graph.Node[^1].Domain = Classical;
        return output;
    }

    public string Constant(double[] values, params long[] shape) =>
        Constant(MemoryMarshal.AsBytes(values.AsSpan()), TensorProto.Types.DataType.Double, shape);

    public string Constant(long[] values, params long[] shape) =>
        Constant(MemoryMarshal.AsBytes(values.AsSpan()), TensorProto.Types.DataType.Int64, shape);

    public string Constant(float[] values, params long[] shape) =>
        Constant(MemoryMarshal.AsBytes(values.AsSpan()), TensorProto.Types.DataType.Float, shape);

    public string Constant(sbyte[] values, params long[] shape) =>
        Constant(MemoryMarshal.AsBytes(values.AsSpan()), TensorProto.Types.DataType.Int8, shape);

    public string Constant(int[] values, params long[] shape) =>
        Constant(MemoryMarshal.AsBytes(values.AsSpan()), TensorProto.Types.DataType.Int32, shape);

    public void Input(string name, params object[] sizes) => Input(name, TensorProto.Types.DataType.Float, sizes);

    public void Input(string name, TensorProto.Types.DataType kind, params object[] sizes) => _graph.Input.Add(Value(name, kind, sizes));

    public void Output(string name, params object[] sizes) => Output(name, TensorProto.Types.DataType.Float, sizes);

    public void Output(string name, TensorProto.Types.DataType kind, params object[] sizes) => _graph.Output.Add(Value(name, kind, sizes));

    public byte[] Write(IReadOnlyDictionary<string, string> metadata)
    {
        var model = new ModelProto { IrVersion = IrVersion, ProducerName = "Counterpoise", Graph = _graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = Opset });
        if (_isClassical) model.OpsetImport.Add(new OperatorSetIdProto { Domain = Classical, Version = ClassicalOpset });
        model.MetadataProps.AddRange(metadata.OrderBy(m => m.Key, StringComparer.Ordinal)
            .Select(m => new StringStringEntryProto { Key = m.Key, Value = m.Value }));
        return model.ToByteArray();
    }

    // The bytes of numbers are little-endian in the file, as on every machine that .NET runs on.
    private string Constant(ReadOnlySpan<byte> bytes, TensorProto.Types.DataType kind, long[] shape)
    {
        var name = $"constant_{++_names}";
        var tensor = new TensorProto { Name = name, DataType = (int)kind, RawData = ByteString.CopyFrom(bytes) };
        tensor.Dims.AddRange(shape);
        _graph.Initializer.Add(tensor);
        return name;
    }

    private static AttributeProto Attribute(string name, object value)
    {
        var attribute = new AttributeProto { Name = name };
        switch (value)
        {
            case int i:
                (attribute.Type, attribute.I) = (AttributeProto.Types.AttributeType.Int, i);
                break;
            case float f:
                (attribute.Type, attribute.F) = (AttributeProto.Types.AttributeType.Float, f);
                break;
            case string text:
                (attribute.Type, attribute.S) = (AttributeProto.Types.AttributeType.String, ByteString.CopyFromUtf8(text));
                break;
            case string[] texts:
                attribute.Type = AttributeProto.Types.AttributeType.Strings;
                attribute.Strings.AddRange(texts.Select(ByteString.CopyFromUtf8));
                break;
            case double[] numbers:
                attribute.Type = AttributeProto.Types.AttributeType.Tensor;
                attribute.T = new TensorProto { Name = name, DataType = (int)TensorProto.Types.DataType.Double,
                    RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(numbers.AsSpan())) };
                attribute.T.Dims.Add(numbers.Length);
                break;
            default:
                attribute.Type = AttributeProto.Types.AttributeType.Ints;
                attribute.Ints.AddRange((long[])value);
                break;
        }

        return attribute;
    }

    private static ValueInfoProto Value(string name, TensorProto.Types.DataType kind, object[] sizes)
    {
        var shape = new TensorShapeProto();
        shape.Dim.AddRange(sizes.Select(s => s is string text ? new TensorShapeProto.Types.Dimension { DimParam = text }
            : new TensorShapeProto.Types.Dimension { DimValue = (int)s }));
        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)kind, Shape = shape } },
        };
    }
}
