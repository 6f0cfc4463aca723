using System.Globalization;
using BitMiracle.LibTiff.Classic;

namespace Counterpoise.Vision.Images;

/// <summary>
/// Keeps the first error of this thread's file instead of printing it. The library has one handler for the whole process, so what is
/// no reading of ours goes on to the handler that was there.
/// </summary>
internal sealed class TiffMessages : TiffErrorHandler
{
    private static readonly TiffErrorHandler s_before = Tiff.SetErrorHandler(new TiffMessages());

    [ThreadStatic]
    private static bool t_reading;

    [ThreadStatic]
    private static string? t_first;

    private TiffMessages()
    {
    }

    /// <summary>The first error since <see cref="Begin"/>, or null.</summary>
    public static string? First => t_first;

    public static void Begin()
    {
        _ = s_before;
        (t_reading, t_first) = (true, null);
    }

    public static void End() => (t_reading, t_first) = (false, null);

    public override void ErrorHandler(Tiff tif, string method, string format, params object[] args)
    {
        if (t_reading)
        {
            t_first ??= string.Format(CultureInfo.InvariantCulture, format, args);
        }
        else
        {
            s_before?.ErrorHandler(tif, method, format, args);
        }
    }

    public override void WarningHandler(Tiff tif, string method, string format, params object[] args)
    {
        // Warnings are of unknown tags, which every camera and microscope writes.
        if (!t_reading)
        {
            s_before?.WarningHandler(tif, method, format, args);
        }
    }
}
