using System.Buffers.Binary;
using Counterpoise.Federated.Rounds;
using Counterpoise.Federated.Transport.Protos;
using Google.Protobuf;

namespace Counterpoise.Federated.Transport;

/// <summary>States as messages and back. What comes from the network is checked before it is used.</summary>
internal static class StateMessages
{
    internal static State ToMessage(ModelState state)
    {
        var message = new State();
        foreach (var entry in state.Entries)
        {
            var tensor = new NamedTensor { Name = entry.Name, Type = TypeOf(entry),
                Values = UnsafeByteOperations.UnsafeWrap(Write(entry)) };
            tensor.Shape.AddRange(entry.Shape);
            message.Tensors.Add(tensor);
        }

        return message;
    }

    /// <exception cref="InvalidDataException">A shape is negative or too large, or the bytes are not as many as it says.</exception>
    internal static ModelState FromMessage(State? message) => message is null ? ModelState.Empty : new([.. message.Tensors.Select(Read)]);

    private static ElementType TypeOf(StateEntry entry) => entry.Type switch
    {
        ScalarType.Float32 => ElementType.Float32,
        ScalarType.Float64 => ElementType.Float64,
        _ => ElementType.Int64,
    };

    private static byte[] Write(StateEntry entry)
    {
        var (bytes, values) = (new byte[entry.Bytes], entry.Values);
        for (var i = 0; i < values.Length; i++)
        {
            switch (entry.Type)
            {
                case ScalarType.Float32:
                    BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * 4), (float)values[i]);
                    break;
                case ScalarType.Float64:
                    BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * 8), values[i]);
                    break;
                default:
                    BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * 8), (long)values[i]);
                    break;
            }
        }

        return bytes;
    }

    private static StateEntry Read(NamedTensor tensor)
    {
        var count = 1L;
        foreach (var size in tensor.Shape)
        {
            count = size is >= 0 and <= int.MaxValue && count <= int.MaxValue ? count * size : -1;
            if (count is < 0 or > int.MaxValue)
            {
                throw new InvalidDataException(
                    $"tensor '{tensor.Name}' has the shape [{string.Join(", ", tensor.Shape)}]; expected sizes of 0 and more and at most "
                    + $"{int.MaxValue} values");
            }
        }

        var (type, width) = tensor.Type switch
        {
            ElementType.Float32 => (ScalarType.Float32, 4),
            ElementType.Float64 => (ScalarType.Float64, 8),
            ElementType.Int64 => (ScalarType.Int64, 8),
            _ => throw new InvalidDataException($"tensor '{tensor.Name}' is of an unknown type {(int)tensor.Type}"),
        };
        var bytes = tensor.Values.Span;
        if (bytes.Length != count * width)
        {
            throw new InvalidDataException(
                $"tensor '{tensor.Name}' of shape [{string.Join(", ", tensor.Shape)}] holds {bytes.Length} bytes; expected "
                    + $"{count * width}");
        }

        var values = new double[count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = type switch
            {
                ScalarType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * 4)..]),
                ScalarType.Float64 => BinaryPrimitives.ReadDoubleLittleEndian(bytes[(i * 8)..]),
                _ => BinaryPrimitives.ReadInt64LittleEndian(bytes[(i * 8)..]),
            };
        }

        return new StateEntry(tensor.Name, [.. tensor.Shape], type, values);
    }
}
