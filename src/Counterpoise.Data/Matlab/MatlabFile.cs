using Counterpoise.Numerics;

namespace Counterpoise.Data.Matlab;

/// <summary>
/// Reads real numeric matrices out of MATLAB's MAT-files of version 5 (what <c>save -v6</c> and <c>save -v7</c> write), compressed or
/// not. Nothing else is made of a file: cells, structs, objects, text and complex arrays are named, not read; sparse
/// matrices have a method of their own. No size that a
/// file claims is believed before that many bytes are there.
/// </summary>
/// <remarks>Reference: MathWorks, "MAT-file format", version 5.</remarks>
public static class MatlabFile
{
    private const int HeaderBytes = 128;

    /// <summary>Reads a file's real numeric matrices by name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Limits, or null for the defaults.</param>
    /// <returns>The matrices; a vector has one row or one column.</returns>
    /// <exception cref="TableFormatException">The file is no MAT-file of version 5, is cut short, or claims what it does not
    /// hold.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static IReadOnlyDictionary<string, DenseMatrix> Read(string path, MatlabReadOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new MatlabReadOptions();
        options.Validate();
        return Read(Content(path, options), path, options);
    }

    /// <summary>Reads a file's real sparse matrices by name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Limits, or null for the defaults.</param>
    /// <exception cref="TableFormatException">As of <see cref="Read(string, MatlabReadOptions?)"/>.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static IReadOnlyDictionary<string, SparseColumns> ReadSparse(string path, MatlabReadOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new MatlabReadOptions();
        options.Validate();
        var found = new Dictionary<string, SparseColumns>();
        Each(Content(path, options), path, options, cursor =>
        {
            if (MatlabMatrix.ReadSparse(cursor) is { } matrix) found[matrix.Name] = matrix.Values;
        });
        return found;
    }

    /// <summary>Reads the real numeric matrices of a file's bytes.</summary>
    /// <param name="bytes">The file's content.</param>
    /// <param name="name">What messages call the file.</param>
    /// <param name="options">Limits, or null for the defaults.</param>
    /// <exception cref="TableFormatException">As of the other overload.</exception>
    public static IReadOnlyDictionary<string, DenseMatrix> Read(ReadOnlyMemory<byte> bytes, string name, MatlabReadOptions? options = null)
    {
        options ??= new MatlabReadOptions();
        options.Validate();
        var found = new Dictionary<string, DenseMatrix>();
        Each(bytes, name, options, cursor =>
        {
            if (MatlabMatrix.Read(cursor) is { } matrix) found[matrix.Name] = matrix.Values;
        });
        return found;
    }

    private static void Each(ReadOnlyMemory<byte> bytes, string name, MatlabReadOptions options, Action<MatlabCursor> read)
    {
        var cursor = new MatlabCursor(bytes, IsLittleEndian(bytes.Span, name), name, options) { Position = HeaderBytes };
        while (cursor.Remaining >= 8)
        {
            var element = cursor.Next();
            if (element.Type == MatlabType.Compressed) element = cursor.Inflate(element);
            if (element.Type == MatlabType.Matrix) read(cursor.Within(element));
        }
    }

    private static byte[] Content(string path, MatlabReadOptions options)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"there is no file '{path}'", path);
        var length = new FileInfo(path).Length;
        return length > options.MaxBytes
            ? throw new TableFormatException(path,
                $"the file has {length} bytes; expected at most {options.MaxBytes}: raise the limit if the file is to be trusted")
            : File.ReadAllBytes(path);
    }

    private static bool IsLittleEndian(ReadOnlySpan<byte> bytes, string name)
    {
        if (bytes.Length < HeaderBytes) throw new TableFormatException(name,
            $"the file has {bytes.Length} bytes; expected a MAT-file of version 5, whose header alone has {HeaderBytes}");
        var (version, mark) = (bytes[124] | (bytes[125] << 8), (bytes[126], bytes[127]));
        var little = mark == ((byte)'I', (byte)'M');
        if (!little && mark != ((byte)'M', (byte)'I'))
            throw new TableFormatException(name, "the file does not begin as a MAT-file of version 5; expected one: save it with -v7");
        if (!little) version = (bytes[124] << 8) | bytes[125];
        return version == 0x0100 ? little
            : throw new TableFormatException(name,
                $"the file is a MAT-file of version 0x{version:X4}{(version == 0x0200 ? ", which is HDF5 (-v7.3)" : "")}; expected "
                    + $"version 5: save it with -v7");
    }
}
