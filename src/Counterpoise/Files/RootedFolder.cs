namespace Counterpoise.Files;

/// <summary>A folder that paths of strangers must lie in, also where links lead elsewhere.</summary>
/// <param name="root">The folder; it need not be there yet.</param>
public sealed class RootedFolder(string root)
{
    private readonly string _root = True(root);

    /// <summary>Where a path within the folder leads, links followed; null where that is outside.</summary>
    /// <param name="path">Relative to the folder, or absolute.</param>
    /// <exception cref="ArgumentException">The path holds a character that no path can.</exception>
    public string? Find(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var full = True(Path.Combine(_root, path));
        return full == _root || full.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? full : null;
    }

    private static string True(string path)
    {
        var full = AtomicFile.FinalTarget(path) ?? Path.GetFullPath(path);
        for (var folder = Path.GetDirectoryName(full); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (new DirectoryInfo(folder).ResolveLinkTarget(returnFinalTarget: true) is { } link)
                return True(Path.Combine(link.FullName, Path.GetRelativePath(folder, full)));
        }

        return Path.TrimEndingDirectorySeparator(full);
    }
}
