using System.Runtime.InteropServices;

namespace Counterpoise.Torch.Native;

/// <summary>Finds and loads the native library, and sets what must be set before or right after.</summary>
internal static unsafe partial class ShimLoader
{
    internal const string Library = "counterpoise_torch";
    private const string LibtorchVariable = "LIBTORCH";
    private static readonly Lock Gate = new();
    private static nint _library;

    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(ShimLoader).Assembly, (name, _, _) => name == Library ? Load() : 0);

    private static nint Load()
    {
        lock (Gate)
        {
            if (_library != 0)
            {
                return _library;
            }

            // libgomp reads this once, when it is loaded, and not through .NET's copy of the environment:
            // spinning threads make a step 4 times slower whenever another process wants the cores.
            _ = SetEnvironment("OMP_WAIT_POLICY", "passive", 0);

            // OpenBLAS's own threads spin after each product and so take the cores from libgomp's: a step of training took a
            // quarter more. Products of a size that gains from threads of its own are rare in networks as small as ours.
            _ = SetEnvironment("OPENBLAS_NUM_THREADS", "1", 0);
            PreloadLibtorch();
            _library = LoadShim();
            Initialise(_library);
            return _library;
        }
    }

    private static nint LoadShim()
    {
        try
        {
            return NativeLibrary.Load(Library, typeof(ShimLoader).Assembly, DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories);
        }
        catch (DllNotFoundException missing)
        {
            throw new DllNotFoundException(
                $"lib{Library}.so or the libtorch below it could not be loaded: install Debian's libtorch1.13 (apt-get install libtorch-dev), "
                + $"or set the environment variable {LibtorchVariable} to the folder of the unpacked libtorch it was built with (now: {Chosen() ?? "not set"}). The loader said: {missing.Message}",
                missing);
        }
    }

    /// <summary>Loads an unpacked libtorch by path, so that the shim finds it already there.</summary>
    private static void PreloadLibtorch()
    {
        if (Chosen() is not { } root)
        {
            return;
        }

        foreach (var part in (string[])["libc10.so", "libc10_cuda.so", "libtorch_cpu.so", "libtorch_cuda.so", "libtorch.so"])
        {
            var path = Path.Combine(root, "lib", part);
            if (File.Exists(path))
            {
                NativeLibrary.Load(path);
            }
        }
    }

    private static void Initialise(nint library)
    {
        if (Environment.GetEnvironmentVariable("OMP_NUM_THREADS") is null or "")
        {
            ((delegate* unmanaged<int, int>)NativeLibrary.GetExport(library, "cp_threads_set"))(Environment.ProcessorCount);
        }

        ((delegate* unmanaged<int, void>)NativeLibrary.GetExport(library, "cp_allocator_caching"))(1);
    }

    private static string? Chosen() => Environment.GetEnvironmentVariable(LibtorchVariable) is { Length: > 0 } root ? root : null;

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
