using System.Buffers;
using System.IO.Compression;

namespace Counterpoise.Data.DuckDb;

/// <summary>
/// Refuses JSON that nests deeper than a table can: reading it takes a stack frame a level, and a hundred thousand of them end the process.
/// </summary>
internal static class JsonNesting
{
    /// <summary>Levels that are read.</summary>
    public const int Limit = 64;

    private static readonly SearchValues<byte> Marks = SearchValues.Create("\"[]{}"u8);
    private static readonly SearchValues<byte> TextEnds = SearchValues.Create("\"\\"u8);

    /// <summary>Reads the file once and throws where it nests deeper than <see cref="Limit"/>.</summary>
    /// <exception cref="TableFormatException">It does; the message names the byte.</exception>
    public static void Require(string path)
    {
        using var file = File.OpenRead(path);
        using var stream = Path.GetExtension(path).Equals(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
        var (buffer, depth, inText, escaped, before) = (new byte[1 << 16], 0, false, false, 0L);
        for (int read; (read = stream.Read(buffer)) > 0; before += read)
        {
            var at = 0;
            if (escaped)
                (at, escaped) = (1, false);
            while (at < read)
            {
                var next = buffer.AsSpan(at, read - at).IndexOfAny(inText ? TextEnds : Marks);
                if (next < 0)
                    break;
                at += next;
                switch (buffer[at])
                {
                    case (byte)'"':
                        inText = !inText;
                        break;
                    case (byte)'\\':
                        // What follows a backslash ends no text, and may be the first byte of the next block.
                        escaped = at + 1 == read;
                        at++;
                        break;
                    case (byte)'[' or (byte)'{':
                        if (++depth > Limit)
                            throw new TableFormatException(path,
                                $"byte {before + at} opens level {depth} of nested arrays or objects; expected at most {Limit}: a table "
                                + $"is an array of flat objects, or a flat object a line");
                        break;
                    default:
                        depth--;
                        break;
                }

                at++;
            }
        }
    }
}
