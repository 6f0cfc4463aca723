using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Counterpoise.Torch;

/// <summary>
/// Makes TorchSharp's native library loadable where the system's libstdc++ is older than GCC 13's (Debian 12, Ubuntu 22.04), and sets what
/// libtorch reads once, when it is loaded. Nothing is loaded before the first tensor; where the library loads as it is, nothing is touched.
/// </summary>
/// <remarks>
/// <para>libLibTorchSharp.so asks for version GLIBCXX_3.4.32 on behalf of one symbol, <c>_ZSt21ios_base_library_initv</c>, that no code of
/// it refers to: a header of GCC 13 names it, so that the linker picks a library that initialises the streams itself. Marking that one
/// version as weak in a copy of the file, made in memory, is enough; older libraries' streams are initialised by libtorch_cpu.so. The
/// package's own file is never changed.</para>
/// <para>An executable that references this package registers at its start, through a file that the package compiles into it; scripts and
/// F# programs call <see cref="Load"/> before their first use of TorchSharp. Needs Linux on x64 with glibc 2.34 and libstdc++ of GCC 12,
/// Windows on x64, or macOS on arm64.</para>
/// </remarks>
public static unsafe partial class LibTorch
{
    private const string Binding = "LibTorchSharp";
    private const string Engine = "torch_cpu";
    private const string Needed = "GLIBCXX_3.4.32";
    private const string FolderVariable = "LIBTORCH";
    private static readonly Lock Gate = new();
    private static int _registered;
    private static nint _binding;

    /// <summary>How the library was loaded, in words; for reports and error messages.</summary>
    public static string Report { get; private set; } = "not loaded";

    /// <summary>
    /// Whether the program has a libtorch for CUDA beside it: that is chosen when it is built. Nothing is loaded for the answer.
    /// </summary>
    public static bool HasCuda => Find(OperatingSystem.IsWindows() ? "torch_cuda.dll" : "libtorch_cuda.so") is not null;

    /// <summary>Prepares the loading of libtorch, and loads nothing: the first use of a tensor does.</summary>
    public static void Register()
    {
        if (Interlocked.Exchange(ref _registered, 1) != 0)
        {
            return;
        }

        if (ConvolutionFault.IsHere)
        {
            SetUnlessSet(ConvolutionFault.Variable, ConvolutionFault.Remedy);
        }

        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // libgomp reads this once, when it is loaded, and not through .NET's copy of the environment: threads that spin make
        // a short operator ten times dearer whenever another process wants the cores.
        _ = SetEnvironment("OMP_WAIT_POLICY", "passive", 0);
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += Resolve;
    }

    private static void SetUnlessSet(string name, string value)
    {
        if (OperatingSystem.IsLinux())
        {
            _ = SetEnvironment(name, value, 0);
        }
        else if (Environment.GetEnvironmentVariable(name) is null)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    /// <summary>Loads libtorch now.</summary>
    /// <exception cref="DllNotFoundException">It is not there or does not load; the message says what to install.</exception>
    public static void Load()
    {
        Register();
        if (OperatingSystem.IsLinux())
        {
            lock (Gate)
            {
                if (_binding == 0)
                {
                    _binding = LoadBinding();
                    ScalarRelease.Install(_binding);
                }
            }
        }
        else
        {
            Report = "left to TorchSharp";
        }
    }

#pragma warning disable CA2255 // Programs that touch this assembly before TorchSharp need no file of their own.
    [ModuleInitializer]
    internal static void Initialise() => Register();
#pragma warning restore CA2255

    /// <summary>Asked only after the plain search for a native library failed.</summary>
    private static nint Resolve(Assembly assembly, string name)
    {
        if (name is Engine or "torch_cuda")
        {
            return Find($"lib{name}.so") is { } found && NativeLibrary.TryLoad(found, out var engine) ? engine : 0;
        }

        if (name != Binding)
        {
            return 0;
        }

        Load();
        return _binding;
    }

    /// <summary>
    /// NNPACK does not know these processors either, and libtorch says so at every convolution before it takes another way.
    /// </summary>
    private static void SwitchOffNnpack(string engine)
    {
        var library = NativeLibrary.Load(engine);
        if (NativeLibrary.TryGetExport(library, "_ZN2at13globalContextEv", out var context)
            && NativeLibrary.TryGetExport(library, "_ZN2at7Context20setUserEnabledNNPACKEb", out var set))
        {
            ((delegate* unmanaged<nint, byte, void>)set)(((delegate* unmanaged<nint>)context)(), 0);
        }
    }

    private static nint LoadBinding()
    {
        var binding = Require($"lib{Binding}.so");
        // The order matters: once these are loaded, the needs of the copy are met by name, wherever it lies.
        foreach (var part in (string[])["libtorch_cpu.so", "libtorch_cuda.so", "libtorch.so"])
        {
            if (part != "libtorch_cuda.so" || Find(part) is not null)
            {
                LoadFile(Require(part));
            }
        }

        if (ConvolutionFault.IsHere)
        {
            SwitchOffNnpack(Require("libtorch_cpu.so"));
        }

        if (NativeLibrary.TryLoad(binding, out var loaded))
        {
            Report = $"as it is: {binding}";
            return loaded;
        }

        var bytes = File.ReadAllBytes(binding);
        if (VersionNeeds.Weaken(bytes, Needed) == 0)
        {
            // Some other need is not met: the loader's own words say which.
            return LoadFile(binding);
        }

        Report = $"{Needed} marked as weak in a copy in memory of {binding}";
        return LoadCopy(bytes, $"lib{Binding}.so");
    }

    private static nint LoadFile(string path)
    {
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (DllNotFoundException failure)
        {
            throw new DllNotFoundException(
                $"{path} does not load: it needs glibc 2.34 and the libstdc++ of GCC 12 (Debian 12, Ubuntu 22.04 or later; elsewhere run "
                    + $"in a container of these). "
                + $"The loader said: {failure.Message}",
                failure);
        }
    }

    private static nint LoadCopy(byte[] bytes, string name)
    {
        var descriptor = CreateMemoryFile(name, 1);
        if (descriptor < 0)
        {
            throw new DllNotFoundException(
                $"the system gave no file in memory (memfd_create) for a copy of {name}: install a libstdc++ that has {Needed} (GCC 13 "
                + $"or later)");
        }

        using var file = new Microsoft.Win32.SafeHandles.SafeFileHandle(descriptor, ownsHandle: true);
        RandomAccess.Write(file, bytes, 0);
        return LoadFile($"/proc/self/fd/{descriptor}");
    }

    private static string Require(string name) => Find(name) ?? throw new DllNotFoundException(
        $"{name} was found in none of {string.Join(", ", Folders())}: reference the package libtorch-cpu-linux-x64 2.10.0 (or "
            + $"TorchSharp-cpu, or TorchSharp-cuda-linux 0.107.0) "
        + $"in the program, or set the environment variable {FolderVariable} to the folder of an unpacked libtorch 2.10");

    private static string? Find(string name) => Folders().Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static IEnumerable<string> Folders()
    {
        var searched = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        IEnumerable<string> folders = searched.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append(AppContext.BaseDirectory)
            .Append(Path.Combine(AppContext.BaseDirectory, "runtimes", OperatingSystem.IsWindows() ? "win-x64" : "linux-x64", "native"));
        return Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } chosen ? folders.Append(Path.Combine(chosen, "lib"))
            : folders;
    }

    [LibraryImport("libc", EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int CreateMemoryFile(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
