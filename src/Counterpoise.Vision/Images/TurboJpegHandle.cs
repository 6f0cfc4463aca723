using System.Runtime.InteropServices;

namespace Counterpoise.Vision.Images;

/// <summary>A TurboJPEG instance; one per thread, since an instance is not safe for several.</summary>
internal sealed class TurboJpegHandle : SafeHandle
{
    [ThreadStatic]
    private static TurboJpegHandle? t_decoder;

    [ThreadStatic]
    private static TurboJpegHandle? t_encoder;

    private TurboJpegHandle(nint instance) : base(0, ownsHandle: true) => SetHandle(instance);

    /// <summary>The decoder of this thread.</summary>
    public static TurboJpegHandle Decoder => t_decoder ??= Create(TurboJpeg.InitDecompress);

    /// <summary>The encoder of this thread.</summary>
    public static TurboJpegHandle Encoder => t_encoder ??= Create(TurboJpeg.InitCompress);

    /// <summary>Drops the decoder of this thread: after a damaged file its tables cannot be trusted.</summary>
    public static void DiscardDecoder()
    {
        t_decoder?.Dispose();
        t_decoder = null;
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle() => TurboJpeg.Destroy(handle) == 0;

    private static TurboJpegHandle Create(Func<nint> start)
    {
        TurboJpeg.Codec.Require();
        var instance = new TurboJpegHandle(start());
        return instance.IsInvalid ? throw new InvalidOperationException("libturbojpeg could not make an instance: not enough memory") : instance;
    }
}
