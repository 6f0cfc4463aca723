using System.Runtime.InteropServices;

namespace Counterpoise.Boosting;

/// <summary>Finds XGBoost's C library: what COUNTERPOISE_XGBOOST names, else the system's.</summary>
public static class XgBoostLibrary
{
    internal const string Name = "xgboost";

    private static readonly string[] SystemNames = ["libxgboost.so.0", "libxgboost.so", "xgboost"];
    private static readonly Lazy<nint> Handle = new(Load);

    /// <summary>Whether the library is there.</summary>
    public static bool IsAvailable
    {
        get
        {
            try
            {
                return Handle.Value != 0;
            }
            catch (DllNotFoundException)
            {
                return false;
            }
        }
    }

    /// <summary>The version of the library, such as 1.7.4.</summary>
    /// <exception cref="DllNotFoundException">The library is missing; the message says how to get it.</exception>
    public static Version Version
    {
        get
        {
            Require();
            XgBoostNative.Version(out var major, out var minor, out var patch);
            return new Version(major, minor, patch);
        }
    }

    /// <summary>Makes sure that the library is loaded.</summary>
    /// <exception cref="DllNotFoundException">It is nowhere; the message says how to get it.</exception>
    internal static void Require() => _ = Handle.Value;

    internal static nint Find(string? named, IReadOnlyList<string> systemNames)
    {
        if (named is { Length: > 0 })
        {
            return NativeLibrary.TryLoad(named, out var own)
                ? own
                : throw new DllNotFoundException(
                    $"COUNTERPOISE_XGBOOST names '{named}', which is not a library that loads here: name the path of libxgboost.so, or "
                    + $"unset it");
        }

        foreach (var name in systemNames)
        {
            if (NativeLibrary.TryLoad(name, out var system))
                return system;
        }

        throw new DllNotFoundException(
            "XGBoost's library was not found: install the Debian package libxgboost0 (apt-get install libxgboost0), set "
            + "COUNTERPOISE_XGBOOST to the path of libxgboost.so, or grow the trees with LightGBM, the default");
    }

    /// <summary>The library for the imports of this assembly, by the name that they give.</summary>
    internal static nint Resolve(string name) => name == Name ? Handle.Value : 0;

    private static nint Load() => Find(Environment.GetEnvironmentVariable("COUNTERPOISE_XGBOOST"), SystemNames);
}
