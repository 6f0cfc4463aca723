namespace Counterpoise.Vision.Sources;

/// <summary>Paths without links in them.</summary>
public static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>The path that a path leads to once every link in it is followed; parts that do not exist stay as they are.</summary>
    /// <param name="path">A file or folder.</param>
    /// <exception cref="IOException">Links lead to each other without end.</exception>
    public static string Of(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var links = 0;
        var real = Path.GetPathRoot(full)!;
        var rest = new Stack<string>(Names(full[real.Length..]).Reverse());
        while (rest.TryPop(out var name))
        {
            var next = Path.Combine(real, name);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MostLinks)
            {
                throw new IOException($"{path}: links lead to each other without end");
            }

            var goal = Path.GetFullPath(target, real);
            real = Path.GetPathRoot(goal)!;
            foreach (var part in Names(goal[real.Length..]).Reverse())
            {
                rest.Push(part);
            }
        }

        return real;
    }

    /// <summary>Whether a path lies in a folder or is it; both without links.</summary>
    /// <param name="path">The path.</param>
    /// <param name="folder">The folder.</param>
    public static bool IsInside(string path, string folder)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(folder);
        return path == folder || path.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar,
            StringComparison.Ordinal);
    }

    private static string[] Names(string path) => path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar],
        StringSplitOptions.RemoveEmptyEntries);
}
