using System.Reflection;
using System.Runtime.InteropServices;

namespace Counterpoise.Tests.House;

/// <summary>Every native function that the rooms call, and what keeps a system that lacks it from failing there.</summary>
public class NativeImportTests
{
    // The class that declares the imports, the library, and its guard.
    private static readonly Dictionary<string, (string Library, string Guard)> Known = new()
    {
        ["Counterpoise.Boosting.LightGbmNative"] = ("lib_lightgbm",
            "LightGbmLibrary loads it from the program's folder; where it does not load, a fault says what to install"),
        ["Counterpoise.Boosting.XgBoostNative"] = ("xgboost",
            "XgBoostLibrary.IsAvailable is asked first; else a fault says what to install"),
        ["Counterpoise.Torch.LibTorch"] = ("libc", "OperatingSystem.IsLinux"),
        ["Counterpoise.Torch.ScalarRelease"] = ("libc", "OperatingSystem.IsLinux"),
        ["Counterpoise.Cli.StopSignals"] = ("libc", "OperatingSystem.IsLinux"),
        ["Counterpoise.Numerics.LargeArray"] = ("libc", "OperatingSystem.IsLinux"),
        ["Counterpoise.Torch.HugePages"] = ("libc", "OperatingSystem.IsLinux"),
        ["Counterpoise.Torch.KeptMemory"] = ("libc", "OperatingSystem.IsLinux"),
        ["Counterpoise.Torch.Native.LibTorchSharpC"] = ("LibTorchSharp",
            "none is needed: it is the native library of TorchSharp, which is loaded before the first tensor on every system"),
        ["Counterpoise.Torch.Native.LibTorchC"] = ("torch_cpu",
            "none is needed: the C interface is exported by libtorch for Linux, Windows and macOS alike"),
        ["Counterpoise.Torch.Native.AutocastC"] = ("torch_cpu", "OperatingSystem.IsWindows chooses the names of that compiler"),
    };

    public static TheoryData<string> Rooms => [.. Directory.GetDirectories(Path.Combine(Repository.Root, "src"))
        .Select(d => Path.GetFileName(d))];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Every_native_import_is_listed_here_with_its_guard(string room)
    {
        const BindingFlags all =
            BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var imports = Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, $"{room}.dll")).GetTypes()
            .SelectMany(type => type.GetMethods(all)).Select(method =>
                (Method: method, Import: method.GetCustomAttribute<DllImportAttribute>())).Where(m => m.Import is not null);

        Assert.All(imports, m =>
        {
            Assert.True(Known.TryGetValue(m.Method.DeclaringType!.FullName!, out var known),
                $"{m.Method.DeclaringType}.{m.Method.Name} imports {m.Import!.EntryPoint} of {m.Import.Value}: list it here, and say "
                + $"what guards it");
            Assert.Equal(known.Library, m.Import!.Value);
            Assert.NotEmpty(known.Guard);
        });
    }

    [Theory]
    [InlineData("Counterpoise.Torch/Loading/LibTorch.cs")]
    [InlineData("Counterpoise.Torch/Runtime/HugePages.cs")]
    [InlineData("Counterpoise.Torch/Runtime/KeptMemory.cs")]
    [InlineData("Counterpoise.Torch/Loading/ScalarRelease.cs")]
    [InlineData("Counterpoise.Cli/StopSignals.cs")]
    [InlineData("Counterpoise/Numerics/LargeArray.cs")]
    public void What_calls_the_C_library_asks_for_Linux_first(string file)
        => Assert.Contains("OperatingSystem.IsLinux()", File.ReadAllText(Path.Combine(Repository.Root, "src", file)));
}
