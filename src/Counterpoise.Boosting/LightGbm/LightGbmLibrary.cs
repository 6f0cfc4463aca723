using System.Runtime.InteropServices;

namespace Counterpoise.Boosting;

/// <summary>
/// LightGBM's C library, which comes with the package LightGBM, in the folder of the program. It is loaded from there by its full path, so
/// that no library of the working folder is taken for it.
/// </summary>
public static class LightGbmLibrary
{
    /// <summary>The version of the package; the library itself does not tell its own.</summary>
    public const string Version = "4.7.0";

    internal const string Name = "lib_lightgbm";

    private static readonly Lazy<nint> Handle = new(Load);

    /// <summary>Whether the library is there and loads.</summary>
    public static bool IsAvailable => Handle.Value != 0;

    /// <summary>Makes sure that the library is loaded.</summary>
    /// <exception cref="DllNotFoundException">It is not beside the program, or does not load here.</exception>
    internal static void Require()
    {
        if (!IsAvailable)
            throw new DllNotFoundException(
                $"gradient boosting and random forests need LightGBM's library {FileName}, which was not found or does not load in "
                + $"{string.Join(", ", Folders())}: it comes with the package LightGBM for Linux, Windows and macOS on x64, and asks for "
                + $"OpenMP (Debian and Ubuntu: apt-get install libgomp1; Fedora: dnf install libgomp; macOS: brew install libomp). "
                + $"Elsewhere choose XGBoost (--classifiers xgboost on the command line)");
    }

    private static string FileName => OperatingSystem.IsWindows() ? $"{Name}.dll" : OperatingSystem.IsMacOS() ? $"{Name}.dylib"
        : $"{Name}.so";

    private static IEnumerable<string> Folders() =>
        ((AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string)?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            ?? [])
            .Append(AppContext.BaseDirectory).Where(Path.IsPathFullyQualified).Select(Path.TrimEndingDirectorySeparator).Distinct();

    private static nint Load()
    {
        foreach (var path in Folders().Select(f => Path.Combine(f, FileName)).Where(File.Exists))
        {
            if (NativeLibrary.TryLoad(path, out var handle))
                return handle;
        }

        return 0;
    }

    /// <summary>The library for the imports of this assembly, by the name that they give.</summary>
    internal static nint Resolve(string name) => name == Name ? Handle.Value : 0;
}
