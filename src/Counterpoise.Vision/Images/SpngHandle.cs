using System.Runtime.InteropServices;

namespace Counterpoise.Vision.Images;

/// <summary>A libspng context; it serves one image.</summary>
internal sealed class SpngHandle : SafeHandle
{
    private SpngHandle(nint context) : base(0, ownsHandle: true) => SetHandle(context);

    public override bool IsInvalid => handle == 0;

    public static SpngHandle Create(int flags)
    {
        Spng.Codec.Require();
        var context = new SpngHandle(Spng.NewContext(flags));
        return context.IsInvalid ? throw new InvalidOperationException("libspng could not make a context: not enough memory") : context;
    }

    protected override bool ReleaseHandle()
    {
        Spng.FreeContext(handle);
        return true;
    }
}
