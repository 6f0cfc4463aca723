using System.Text;
using Counterpoise.Messages;

namespace Counterpoise.Data.Text;

/// <summary>
/// Refuses a text file that is not in the encoding that it is read in: what cannot be decoded would be lost without a word.
/// </summary>
internal static class TextEncoding
{
    private static readonly SettingPart s_encoding = new(nameof(TableReadOptions.Encoding));
    private const int BufferBytes = 1 << 16;

    public static void Require(TextFile file, Encoding? encoding)
    {
        var path = file.Path;
        using var stream = file.Open();
        var bytes = new byte[BufferBytes];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, 0, 0xFE, 0xFF, ..])
            return;
        var (decoder, line) = (Strict(encoding ?? Encoding.UTF8).GetDecoder(), 1L);
        var chars = new char[(encoding ?? Encoding.UTF8).GetMaxCharCount(BufferBytes)];
        while (true)
        {
            var block = bytes.AsSpan(0, read);
            if (encoding is null && block.IndexOf((byte)0) is var zero and >= 0)
                throw new TableFormatException(path,
                    $"line {line + block[..zero].Count((byte)'\n')} holds a zero byte, as UTF-16 does: say so with {s_encoding}, such as "
                    + $"utf-16, or save the file as UTF-8");
            try
            {
                decoder.GetChars(block, chars, flush: read < bytes.Length);
            }
            catch (DecoderFallbackException fault)
            {
                line += block[..Math.Clamp(fault.Index, 0, read)].Count((byte)'\n');
                var found = string.Join(' ', (fault.BytesUnknown ?? []).Select(b => $"0x{b:X2}"));
                throw new TableFormatException(path, encoding is null
                    ? (Message)($"line {line} is not UTF-8 (found {found}): say which encoding the file has with {s_encoding}, such as "
                        + $"latin1 or windows-1252, or save it as UTF-8")
                    : $"line {line} is not {encoding.WebName} (found {found}): name the file's true encoding");
            }

            if (read < bytes.Length)
                return;
            line += block.Count((byte)'\n');
            read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
    }

    private static Encoding Strict(Encoding encoding)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        return strict;
    }
}
