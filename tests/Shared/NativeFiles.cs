using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Counterpoise.Tests;

/// <summary>The native libraries that packages bring.</summary>
internal static class NativeFiles
{
    /// <summary>
    /// The library beside the test program, in hexadecimal SHA-256, and what docs/dependencies.md says of it; elsewhere than on Linux and
    /// x64 the test is skipped.
    /// </summary>
    public static (string Found, string Documented) Hash(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64,
            "the hashes are those of linux-x64");
        var file = Directory.GetFiles(AppContext.BaseDirectory, name, SearchOption.AllDirectories)[0];
        var line = File.ReadLines(Path.Combine(Repository.Root, "docs", "dependencies.md"))
            .Single(l => l.StartsWith($"| `{name}`", StringComparison.Ordinal));
        return (Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))), line.Split('`')[3]);
    }
}
