using Google.FlatBuffers;

namespace Counterpoise.Deploy.TfLite;

/// <summary>What a TensorFlow Lite file holds: one graph of tensors and operators.</summary>
internal sealed record TfLiteModel(TfLiteTensor[] Tensors, TfLiteOperator[] Operators, int[] Inputs, int[] Outputs)
{
    private const int Version = 3;

    public static TfLiteModel Parse(byte[] bytes, string name)
    {
        try
        {
            return Parse(bytes);
        }
        catch (TfLiteException e)
        {
            throw new TfLiteException($"'{name}' is not a TensorFlow Lite file that can be read: {e.Message}", e);
        }
        catch (Exception e) when (e is OverflowException or ArgumentException or IndexOutOfRangeException)
        {
            throw new TfLiteException($"'{name}' is not a TensorFlow Lite file that can be read: an offset leaves the file", e);
        }
    }

    private static TfLiteModel Parse(byte[] bytes)
    {
        if (bytes.Length < 8 || !bytes.AsSpan(4, 4).SequenceEqual("TFL3"u8))
            throw new TfLiteException("bytes 4 to 7 are not 'TFL3'");
        var root = FlatTable.Root(new ByteBuffer(bytes));
        if (root.Int(0) != Version) throw new TfLiteException($"its schema version is {root.Int(0)}; expected {Version}");
        var graphs = root.Tables(2);
        if (graphs.Length != 1) throw new TfLiteException($"it has {graphs.Length} graphs; expected 1");
        // Small codes stand in an old field of one byte, 127 there means: look in the new one.
        int[] codes = [.. root.Tables(1).Select(c => Math.Max((sbyte)c.Byte(0), c.Int(3)))];
        byte[][] buffers = [.. root.Tables(4).Select(b => b.Bytes(0))];
        TfLiteTensor[] tensors = [.. graphs[0].Tables(0).Select((t, i) => Tensor(t, i, buffers))];
        TfLiteOperator[] operators = [.. graphs[0].Tables(3).Select((o, i) => Operator(o, i, codes, tensors.Length))];
        int[] Ends(int field, string what)
        {
            var ends = graphs[0].Ints(field);
            return ends.Length == 1 && (uint)ends[0] < (uint)tensors.Length ? ends
                : throw new TfLiteException($"its graph has {ends.Length} {what}; expected one, which is a tensor of the graph");
        }

        return new TfLiteModel(tensors, operators, Ends(1, "inputs"), Ends(2, "outputs"));
    }

    private static TfLiteTensor Tensor(FlatTable table, int index, byte[][] buffers)
    {
        var buffer = table.Int(2);
        if ((uint)buffer >= (uint)buffers.Length)
            throw new TfLiteException($"tensor {index} names buffer {buffer}; there are {buffers.Length}");
        int[] shape = table.Ints(0);
        if (shape.Any(s => s < 1)) throw new TfLiteException(
            $"tensor {index} has the shape {string.Join('x', shape)}; expected sizes of at least 1");
        var quantization = table.Table(4);
        var (scales, zeros) = (quantization?.Floats(2) ?? [], quantization?.Longs(3) ?? []);
        if (scales.Length > 0 && zeros.Length == 0) zeros = new long[scales.Length];
        if (scales.Length != zeros.Length || scales.Any(s => !(s > 0) || !float.IsFinite(s))
            || zeros.Any(z => z is < int.MinValue or > int.MaxValue))
            throw new TfLiteException(
                $"tensor {index} has {scales.Length} scales and {zeros.Length} zero points; expected as many, scales above 0");
        return new TfLiteTensor(table.Text(3), (TfLiteKind)table.Byte(1), shape, buffers[buffer], scales, zeros, quantization?.Int(6) ?? 0);
    }

    private static TfLiteOperator Operator(FlatTable table, int index, int[] codes, int tensors)
    {
        var code = table.Int(0);
        int[] inputs = table.Ints(1), outputs = table.Ints(2);
        if ((uint)code >= (uint)codes.Length || inputs.Any(i => i < -1 || i >= tensors) || outputs.Any(o => (uint)o >= (uint)tensors)
            || inputs.Length == 0 || outputs.Length == 0)
            throw new TfLiteException($"operator {index} names a code or a tensor that is not there");
        return new TfLiteOperator(codes[code], inputs, outputs, table.Table(4));
    }
}
