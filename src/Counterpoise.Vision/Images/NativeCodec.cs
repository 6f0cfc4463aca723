using System.Runtime.InteropServices;

namespace Counterpoise.Vision.Images;

/// <summary>Checks once that a codec library can be loaded, so that its absence is told in plain words.</summary>
internal sealed class NativeCodec(string library, string package)
{
    private readonly Lazy<bool> _present = new(() => NativeLibrary.TryLoad(library, out _));

    public void Require()
    {
        if (!_present.Value)
        {
            throw new MissingLibraryException(library, package);
        }
    }
}
