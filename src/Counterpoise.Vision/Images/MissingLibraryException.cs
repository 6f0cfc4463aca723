namespace Counterpoise.Vision.Images;

/// <summary>A native codec library is not installed.</summary>
public sealed class MissingLibraryException : DllNotFoundException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="library">The file that was looked for.</param>
    /// <param name="package">The Debian package that holds it.</param>
    public MissingLibraryException(string library, string package)
        : base($"the native library {library} was not found: install it, on Debian and Ubuntu with 'apt-get install {package}'")
        => (Library, Package) = (library, package);

    /// <summary>The file that was looked for.</summary>
    public string Library { get; }

    /// <summary>The Debian package that holds it.</summary>
    public string Package { get; }
}
