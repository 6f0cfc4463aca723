using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;

namespace Counterpoise.Deploy.Onnx;

/// <summary>Nodes and constants of an ONNX graph in the making.</summary>
internal sealed class OnnxGraphWriter
{
    private const int Opset = 13;
    private const int IrVersion = 8;

    private readonly GraphProto _graph = new() { Name = "counterpoise" };
    private int _names;

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

    public string Constant(float[] values, params long[] shape) =>
        Constant(MemoryMarshal.AsBytes(values.AsSpan()), TensorProto.Types.DataType.Float, shape);

    public string Constant(sbyte[] values, params long[] shape) =>
        Constant(MemoryMarshal.AsBytes(values.AsSpan()), TensorProto.Types.DataType.Int8, shape);

    public string Constant(int[] values, params long[] shape) =>
        Constant(MemoryMarshal.AsBytes(values.AsSpan()), TensorProto.Types.DataType.Int32, shape);

    public void Input(string name, params object[] sizes) => _graph.Input.Add(Value(name, sizes));

    public void Output(string name, params object[] sizes) => _graph.Output.Add(Value(name, sizes));

    public byte[] Write(IReadOnlyDictionary<string, string> metadata)
    {
        var model = new ModelProto { IrVersion = IrVersion, ProducerName = "Counterpoise", Graph = _graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = Opset });
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
            default:
                attribute.Type = AttributeProto.Types.AttributeType.Ints;
                attribute.Ints.AddRange((long[])value);
                break;
        }

        return attribute;
    }

    private static ValueInfoProto Value(string name, object[] sizes)
    {
        var shape = new TensorShapeProto();
        shape.Dim.AddRange(sizes.Select(s => s is string text ? new TensorShapeProto.Types.Dimension { DimParam = text }
            : new TensorShapeProto.Types.Dimension { DimValue = (int)s }));
        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float,
                Shape = shape } },
        };
    }
}
