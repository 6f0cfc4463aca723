namespace Counterpoise.Torch.Files;

/// <summary>Where fetched weights are kept.</summary>
public static class WeightCache
{
    /// <summary>
    /// The folder: <c>weights</c> below the environment variable <c>COUNTERPOISE_CACHE</c>, else below <c>counterpoise</c> in
    /// <c>XDG_CACHE_HOME</c>, else below <c>.cache/counterpoise</c> in the home folder.
    /// </summary>
    public static string Folder => FolderFor(Environment.GetEnvironmentVariable,
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    internal static string FolderFor(Func<string, string?> variable, string home)
    {
        var root = variable("COUNTERPOISE_CACHE") is { Length: > 0 } own ? own
            // The XDG specification says that a relative path is to be ignored.
            : variable("XDG_CACHE_HOME") is { Length: > 0 } shared && Path.IsPathRooted(shared) ? Path.Combine(shared, "counterpoise")
            : Path.Combine(home, ".cache", "counterpoise");
        return Path.GetFullPath(Path.Combine(root, "weights"));
    }
}
