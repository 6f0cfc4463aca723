using System.Buffers.Binary;
using System.Text;
using Counterpoise.Numerics;

namespace Counterpoise.Data.Matlab;

/// <summary>A matrix element: flags, dimensions, name, values column after column.</summary>
internal static class MatlabMatrix
{
    // Classes 6 to 15 are the numeric ones, double to uint64; below are cells, structs, objects, text and sparse arrays.
    private const int FirstNumeric = 6;
    private const int LastNumeric = 15;
    private const int Sparse = 5;
    private const uint ComplexFlag = 0x0800;

    /// <summary>The matrix; null where it is of a kind that is not read.</summary>
    public static (string Name, DenseMatrix Values)? Read(MatlabCursor cursor)
    {
        var flags = cursor.Next();
        if (flags.Type != MatlabType.UInt32 || flags.Data.Length != 8) throw cursor.Fault(
            "a matrix does not begin with its flags: the file is damaged");
        var word = (uint)Value(flags, 0, cursor);
        var dimensions = cursor.Next();
        if (dimensions.Type != MatlabType.Int32) throw cursor.Fault("a matrix has no dimensions: the file is damaged");
        var name = Encoding.ASCII.GetString(cursor.Next().Data.Span);
        if ((word & 0xFF) is < FirstNumeric or > LastNumeric || (word & ComplexFlag) != 0 || dimensions.Data.Length != 8) return null;
        double rows = Value(dimensions, 0, cursor), columns = Value(dimensions, 1, cursor);
        var values = cursor.Next();
        // The product is compared before anything is reserved for it.
        if (rows < 0 || columns < 0 || rows * columns * Size(values.Type, cursor) != values.Data.Length)
            throw cursor.Fault(
                $"'{name}' claims {rows} x {columns} values and holds {values.Data.Length} bytes of type {values.Type}: the file is "
                    + $"damaged");
        var matrix = new DenseMatrix((int)rows, (int)columns);
        for (var j = 0; j < matrix.Columns; j++)
        {
            for (var i = 0; i < matrix.Rows; i++) matrix[i, j] = Value(values, (j * matrix.Rows) + i, cursor);
        }

        return (name, matrix);
    }

    /// <summary>The sparse matrix; null where it is of another kind, or complex.</summary>
    public static (string Name, SparseColumns Values)? ReadSparse(MatlabCursor cursor)
    {
        var flags = cursor.Next();
        if (flags.Type != MatlabType.UInt32 || flags.Data.Length != 8) throw cursor.Fault(
            "a matrix does not begin with its flags: the file is damaged");
        var word = (uint)Value(flags, 0, cursor);
        var dimensions = cursor.Next();
        var name = Encoding.ASCII.GetString(cursor.Next().Data.Span);
        if ((word & 0xFF) != Sparse || (word & ComplexFlag) != 0 || dimensions.Data.Length != 8) return null;
        int rows = (int)Value(dimensions, 0, cursor), columns = (int)Value(dimensions, 1, cursor);
        MatlabElement index = cursor.Next(), offset = cursor.Next(), values = cursor.Next();
        if (rows < 0 || columns < 0 || (columns + 1L) * Size(offset.Type, cursor) > offset.Data.Length)
            throw cursor.Fault($"'{name}' claims {rows} x {columns} and holds {offset.Data.Length} bytes of column offsets: the file is "
                + $"damaged");
        var offsets = new int[columns + 1];
        for (var j = 0; j <= columns; j++)
        {
            offsets[j] = (int)Value(offset, j, cursor);
            if (offsets[j] < (j == 0 ? 0 : offsets[j - 1])) throw cursor.Fault(
                $"the column offsets of '{name}' go back at {j}: the file is damaged");
        }

        // Value checks each place against the bytes that are there, before anything more is reserved than the file holds.
        if (offsets[^1] > index.Data.Length || offsets[^1] > values.Data.Length)
            throw cursor.Fault($"'{name}' claims {offsets[^1]} values and holds {values.Data.Length} bytes of them: the file is damaged");
        var (places, numbers) = (new int[offsets[^1]], new double[offsets[^1]]);
        for (var i = 0; i < places.Length; i++)
        {
            (places[i], numbers[i]) = ((int)Value(index, i, cursor), Value(values, i, cursor));
            if ((uint)places[i] >= (uint)rows) throw cursor.Fault(
                $"'{name}' has a value in row {places[i]} of {rows}: the file is damaged");
        }

        return (name, new SparseColumns(rows, columns, offsets, places, numbers));
    }

    private static int Size(MatlabType type, MatlabCursor cursor) => type switch
    {
        MatlabType.Int8 or MatlabType.UInt8 => 1,
        MatlabType.Int16 or MatlabType.UInt16 => 2,
        MatlabType.Int32 or MatlabType.UInt32 or MatlabType.Single => 4,
        MatlabType.Double or MatlabType.Int64 or MatlabType.UInt64 => 8,
        _ => throw cursor.Fault($"a matrix holds values of type {(int)type}, which is no number: the file is damaged"),
    };

    private static double Value(MatlabElement element, int index, MatlabCursor cursor)
    {
        var size = Size(element.Type, cursor);
        if ((index + 1L) * size > element.Data.Length) throw cursor.Fault(
            "an element is shorter than its place asks for: the file is damaged");
        Span<byte> bytes = stackalloc byte[8];
        element.Data.Span.Slice(index * size, size).CopyTo(bytes);
        if (!cursor.IsLittleEndian) bytes[..size].Reverse();
        return element.Type switch
        {
            MatlabType.Int8 => (sbyte)bytes[0],
            MatlabType.UInt8 => bytes[0],
            MatlabType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
            MatlabType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            MatlabType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            MatlabType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            MatlabType.Single => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            MatlabType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            MatlabType.UInt64 => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            _ => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        };
    }
}
