using System.Runtime.InteropServices;

namespace Counterpoise.Vision.Images;

/// <summary>The functions of the TurboJPEG C API, version 2, that are used.</summary>
internal static unsafe partial class TurboJpeg
{
    public const int PixelRgb = 0;
    public const int PixelCmyk = 11;
    public const int ColorCmyk = 3;
    public const int ColorYcck = 4;
    public const int Sampling444 = 0;
    public const int Sampling420 = 2;
    public const int ErrorWarning = 0;

    /// <summary>Refuses progressive files with absurdly many scans.</summary>
    public const int LimitScans = 32768;

    private const string Library = TurboJpegHandle.Library;

    [LibraryImport(Library, EntryPoint = "tjDecompressHeader3")]
    public static partial int DecompressHeader(TurboJpegHandle handle, byte* jpeg, nuint size, out int width, out int height, out int sampling, out int color);

    [LibraryImport(Library, EntryPoint = "tjDecompress2")]
    public static partial int Decompress(TurboJpegHandle handle, byte* jpeg, nuint size, byte* target, int width, int pitch, int height, int format, int flags);

    [LibraryImport(Library, EntryPoint = "tjCompress2")]
    public static partial int Compress(TurboJpegHandle handle, byte* source, int width, int pitch, int height, int format, ref byte* jpeg, ref nuint size, int sampling, int quality, int flags);

    [LibraryImport(Library, EntryPoint = "tjFree")]
    public static partial void Free(byte* buffer);

    [LibraryImport(Library, EntryPoint = "tjGetErrorCode")]
    public static partial int ErrorCode(TurboJpegHandle handle);

    public static string ErrorText(TurboJpegHandle handle) => Marshal.PtrToStringUTF8(ErrorTextPointer(handle)) ?? "unknown fault";

    [LibraryImport(Library, EntryPoint = "tjGetErrorStr2")]
    private static partial nint ErrorTextPointer(TurboJpegHandle handle);
}
