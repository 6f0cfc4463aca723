using System.Reflection;

namespace Counterpoise.Tests;

/// <summary>Where the tests find the repository, its oracles and the shared data.</summary>
internal static class Repository
{
    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(a => a.Key == "RepositoryRoot").Value!;

    public static string Oracle(string name) => Path.Combine(Root, "oracles", name);

    /// <summary>A path below the shared data folder; the test is skipped, with the reason, where it is absent.</summary>
    public static string Data(string relative)
    {
        var path = Path.GetFullPath(Path.Combine(Root, "..", "shared", "data", relative));
        Assert.SkipUnless(File.Exists(path) || Directory.Exists(path), $"needs {relative} in ../shared/data");
        return path;
    }
}
