using System.Runtime.InteropServices;

namespace Counterpoise.Vision.Images;

/// <summary>A TurboJPEG instance; one per thread, since an instance is not safe for several.</summary>
internal sealed partial class TurboJpegHandle : SafeHandle
{
    public const string Library = "libturbojpeg.so.0";

    private static readonly NativeCodec s_codec = new(Library, "libturbojpeg0");

    [ThreadStatic]
    private static TurboJpegHandle? t_decoder;

    [ThreadStatic]
    private static TurboJpegHandle? t_encoder;

    private TurboJpegHandle(nint instance) : base(0, ownsHandle: true) => SetHandle(instance);

    /// <summary>The decoder of this thread.</summary>
    public static TurboJpegHandle Decoder => t_decoder ??= Create(InitDecompress);

    /// <summary>The encoder of this thread.</summary>
    public static TurboJpegHandle Encoder => t_encoder ??= Create(InitCompress);

    /// <summary>Drops the decoder of this thread: after a damaged file its tables cannot be trusted.</summary>
    public static void DiscardDecoder()
    {
        t_decoder?.Dispose();
        t_decoder = null;
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle() => Destroy(handle) == 0;

    private static TurboJpegHandle Create(Func<nint> start)
    {
        s_codec.Require();
        var instance = new TurboJpegHandle(start());
        return instance.IsInvalid ? throw new InvalidOperationException("libturbojpeg could not make an instance: not enough memory") : instance;
    }

    [LibraryImport(Library, EntryPoint = "tjInitDecompress")]
    private static partial nint InitDecompress();

    [LibraryImport(Library, EntryPoint = "tjInitCompress")]
    private static partial nint InitCompress();

    [LibraryImport(Library, EntryPoint = "tjDestroy")]
    private static partial int Destroy(nint instance);
}
