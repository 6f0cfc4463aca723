using System.Runtime.InteropServices;

namespace Counterpoise.Vision.Images;

/// <summary>A libspng context; it serves one image.</summary>
internal sealed partial class SpngHandle : SafeHandle
{
    public const string Library = "libspng.so.0";

    private static readonly NativeCodec s_codec = new(Library, "libspng0");

    private SpngHandle(nint context) : base(0, ownsHandle: true) => SetHandle(context);

    public override bool IsInvalid => handle == 0;

    public static SpngHandle Create(int flags)
    {
        s_codec.Require();
        var context = new SpngHandle(NewContext(flags));
        return context.IsInvalid ? throw new InvalidOperationException("libspng could not make a context: not enough memory") : context;
    }

    protected override bool ReleaseHandle()
    {
        FreeContext(handle);
        return true;
    }

    [LibraryImport(Library, EntryPoint = "spng_ctx_new")]
    private static partial nint NewContext(int flags);

    [LibraryImport(Library, EntryPoint = "spng_ctx_free")]
    private static partial void FreeContext(nint context);
}
