using System.Reflection;
using System.Runtime.InteropServices;

namespace Counterpoise.Data.DuckDb;

/// <summary>Finds DuckDB's library: what COUNTERPOISE_DUCKDB names, else the pinned one in a .cache folder above the program or the current folder, else the system's.</summary>
public static class DuckDbLibrary
{
    /// <summary>The version of the pinned package.</summary>
    public const string PinnedVersion = "1.5.6-r.1";

    internal const string Name = "duckdb";

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

    /// <summary>Makes sure that the library is loaded.</summary>
    /// <exception cref="DllNotFoundException">It is nowhere; the message says how to get it.</exception>
    internal static void Require() => _ = Handle.Value;

    private static nint Load()
    {
        var handle = Find(Environment.GetEnvironmentVariable("COUNTERPOISE_DUCKDB"));
        NativeLibrary.SetDllImportResolver(typeof(DuckDbLibrary).Assembly, (name, _, _) => name == Name ? handle : 0);
        return handle;
    }

    internal static nint Find(string? named)
    {
        if (named is { Length: > 0 })
        {
            return File.Exists(named) && NativeLibrary.TryLoad(named, out var own)
                ? own
                : throw new DllNotFoundException($"COUNTERPOISE_DUCKDB names '{named}', which is not a library that loads here: name the path of libduckdb.so, or unset it");
        }

        foreach (var start in new[] { AppContext.BaseDirectory, Environment.CurrentDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var path = Path.Combine(folder.FullName, ".cache", "duckdb", PinnedVersion, "libduckdb.so");
                if (File.Exists(path) && NativeLibrary.TryLoad(path, out var pinned))
                    return pinned;
            }
        }

        return NativeLibrary.TryLoad(Name, Assembly.GetExecutingAssembly(), null, out var system)
            ? system
            : throw new DllNotFoundException("Parquet, JSON and SQL are read and written through DuckDB, whose library was not found: run build/fetch-duckdb.sh (./run does), or set COUNTERPOISE_DUCKDB to the path of libduckdb.so");
    }
}
