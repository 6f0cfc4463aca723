using System.Runtime.InteropServices;
using Google.Protobuf;

namespace Counterpoise.Vision.Backbones;

/// <summary>The nodes and float32 constants of an ONNX file, which ONNX Runtime runs but does not show.</summary>
/// <param name="Nodes">The nodes in the order in which they run.</param>
/// <param name="Constants">The constants by name.</param>
/// <remarks>Reference: onnx.proto of ONNX 1.3 (ModelProto.graph = 7; GraphProto.node = 1, initializer = 5).</remarks>
internal sealed record OnnxGraph(IReadOnlyList<OnnxNode> Nodes, IReadOnlyDictionary<string, OnnxConstant> Constants)
{
    private const int Float32 = 1;

    /// <exception cref="InvalidDataException">The file is damaged or no ONNX.</exception>
    public static OnnxGraph Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var stream = new CodedInputStream(file);
            ByteString? graph = null;
            Walk(stream, (field, input) => field == 7 ? (graph = input.ReadBytes()) is not null : null);
            return graph is null ? throw new InvalidDataException("there is no graph in it") : ReadGraph(graph);
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or InvalidDataException or OverflowException)
        {
            throw new InvalidDataException($"{path}: no ONNX network that is read here: {exception.Message}", exception);
        }
    }

    private static OnnxGraph ReadGraph(ByteString bytes)
    {
        var nodes = new List<OnnxNode>();
        var constants = new Dictionary<string, OnnxConstant>(StringComparer.Ordinal);
        using var stream = bytes.CreateCodedInput();
        Walk(stream, (field, input) =>
        {
            switch (field)
            {
                case 1:
                    nodes.Add(ReadNode(input.ReadBytes()));
                    return true;
                case 5:
                    var (name, constant) = ReadConstant(input.ReadBytes());
                    constants[name] = constant;
                    return true;
                default:
                    return null;
            }
        });
        return new(nodes, constants);
    }

    private static OnnxNode ReadNode(ByteString bytes)
    {
        List<string> inputs = [], outputs = [];
        var operation = "";
        using var stream = bytes.CreateCodedInput();
        Walk(stream, (field, input) =>
        {
            switch (field)
            {
                case 1:
                    inputs.Add(input.ReadString());
                    return true;
                case 2:
                    outputs.Add(input.ReadString());
                    return true;
                case 4:
                    operation = input.ReadString();
                    return true;
                default:
                    return null;
            }
        });
        return new(operation, inputs, outputs);
    }

    private static (string Name, OnnxConstant Constant) ReadConstant(ByteString bytes)
    {
        var (name, type, values) = ("", 0, Array.Empty<float>());
        List<long> shape = [];
        using var stream = bytes.CreateCodedInput();
        Walk(stream, (field, input) =>
        {
            switch (field)
            {
                case 1:
                    shape.Add(input.ReadInt64());
                    return true;
                case 2:
                    type = input.ReadInt32();
                    return true;
                case 4 or 9:
                    values = MemoryMarshal.Cast<byte, float>(input.ReadBytes().Span).ToArray();
                    return true;
                case 8:
                    name = input.ReadString();
                    return true;
                default:
                    return null;
            }
        });
        if (type == Float32 && shape.Aggregate(1L, (product, n) => checked(product * n)) != values.Length)
        {
            throw new InvalidDataException($"constant '{name}' of shape [{string.Join(", ", shape)}] holds {values.Length} numbers");
        }

        return (name, new([.. shape], values));
    }

    /// <summary>Visits every field; what the visitor returns null for is passed over.</summary>
    private static void Walk(CodedInputStream stream, Func<int, CodedInputStream, bool?> visit)
    {
        while (stream.ReadTag() is not 0 and var tag)
        {
            if (visit(WireFormat.GetTagFieldNumber(tag), stream) is null)
            {
                stream.SkipLastField();
            }
        }
    }
}
