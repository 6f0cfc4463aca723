using System.Runtime.InteropServices;

namespace Counterpoise.Vision.Images;

/// <summary>The functions of libspng, version 0.7, that are used.</summary>
internal static unsafe partial class Spng
{
    public const int ContextEncoder = 2;
    public const int FormatRgba8 = 1;
    public const int FormatRgb8 = 4;
    public const int FormatPng = 256;
    public const int DecodeTransparency = 1;
    public const int EncodeFinalize = 2;
    public const int OptionCompressionLevel = 2;
    public const int OptionEncodeToBuffer = 12;
    public const int ColorTruecolor = 2;
    public const int ColorGrayAlpha = 4;
    public const int ColorTruecolorAlpha = 6;

    private const string Library = SpngHandle.Library;

    [LibraryImport(Library, EntryPoint = "spng_set_png_buffer")]
    public static partial int SetBuffer(SpngHandle context, byte* png, nuint size);

    [LibraryImport(Library, EntryPoint = "spng_set_chunk_limits")]
    public static partial int SetChunkLimits(SpngHandle context, nuint chunkSize, nuint cacheLimit);

    [LibraryImport(Library, EntryPoint = "spng_get_ihdr")]
    public static partial int GetHeader(SpngHandle context, out Header header);

    [LibraryImport(Library, EntryPoint = "spng_set_ihdr")]
    public static partial int SetHeader(SpngHandle context, in Header header);

    [LibraryImport(Library, EntryPoint = "spng_get_trns")]
    public static partial int GetTransparency(SpngHandle context, byte* transparency);

    [LibraryImport(Library, EntryPoint = "spng_get_exif")]
    public static partial int GetExif(SpngHandle context, out Exif exif);

    [LibraryImport(Library, EntryPoint = "spng_decode_image")]
    public static partial int Decode(SpngHandle context, byte* target, nuint length, int format, int flags);

    [LibraryImport(Library, EntryPoint = "spng_set_option")]
    public static partial int SetOption(SpngHandle context, int option, int value);

    [LibraryImport(Library, EntryPoint = "spng_encode_image")]
    public static partial int Encode(SpngHandle context, byte* source, nuint length, int format, int flags);

    [LibraryImport(Library, EntryPoint = "spng_get_png_buffer")]
    public static partial byte* GetBuffer(SpngHandle context, out nuint length, out int error);

    public static string ErrorText(int code) => Marshal.PtrToStringUTF8(ErrorTextPointer(code)) ?? "unknown fault";

    [LibraryImport(Library, EntryPoint = "spng_strerror")]
    private static partial nint ErrorTextPointer(int code);

    /// <summary>struct spng_ihdr.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Header
    {
        public uint Width;
        public uint Height;
        public byte BitDepth;
        public byte ColorType;
        public byte Compression;
        public byte Filter;
        public byte Interlace;
    }

    /// <summary>struct spng_exif.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Exif
    {
        public nuint Length;
        public byte* Data;
    }
}
