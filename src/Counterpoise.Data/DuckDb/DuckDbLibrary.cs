using System.Runtime.InteropServices;
using DuckDB.NET.Native;

namespace Counterpoise.Data.DuckDb;

/// <summary>
/// DuckDB's library, which comes with the package DuckDB.NET.Data.Full, in the folder of the program. It is loaded from there by its full
/// path and never by its bare name, so that no library of the working folder or of the search path is taken for it.
/// </summary>
public static class DuckDbLibrary
{
    private static readonly Lazy<string?> Found = new(Register);

    /// <summary>Whether the library is there and loads.</summary>
    public static bool IsAvailable => Found.Value is not null;

    /// <summary>The version of the library, such as v1.5.6.</summary>
    /// <exception cref="DllNotFoundException">The library is not beside the program, or does not load here.</exception>
    public static string Version
    {
        get
        {
            Require();
            return NativeMethods.Startup.DuckDBLibraryVersion();
        }
    }

    /// <summary>Makes sure that the library is loaded.</summary>
    /// <exception cref="DllNotFoundException">The library is not beside the program, or does not load here.</exception>
    internal static void Require()
    {
        if (!IsAvailable)
            throw new DllNotFoundException(
                $"Parquet, JSON and SQL are read and written through DuckDB, whose library {FileName} was not found or does not load in "
                + $"{string.Join(", ", Folders())}: it comes with the package DuckDB.NET.Data.Full for Linux (x64, arm64; glibc), "
                + $"Windows and macOS; install the program anew, or use CSV");
    }

    private static string FileName => OperatingSystem.IsWindows() ? "duckdb.dll" : OperatingSystem.IsMacOS() ? "libduckdb.dylib"
        : "libduckdb.so";

    /// <summary>The folders of the program's own native libraries: those that its dependencies name, and its own.</summary>
    private static IEnumerable<string> Folders() =>
        ((AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string)?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            ?? [])
            .Append(AppContext.BaseDirectory).Where(Path.IsPathFullyQualified).Select(Path.TrimEndingDirectorySeparator).Distinct();

    private static string? Register()
    {
        var (path, handle) = (default(string), nint.Zero);
        foreach (var candidate in Folders().Select(f => Path.Combine(f, FileName)).Where(File.Exists))
        {
            if (NativeLibrary.TryLoad(candidate, out handle))
            {
                path = candidate;
                break;
            }
        }

        try
        {
            NativeLibrary.SetDllImportResolver(typeof(NativeMethods).Assembly, (name, _, _) => name != "duckdb" ? nint.Zero
                : handle != nint.Zero ? handle : throw new DllNotFoundException($"{FileName} is not beside the program"));
        }
        catch (InvalidOperationException)
        {
            // The program has a resolver of its own for DuckDB, which stands.
        }

        return path;
    }
}
