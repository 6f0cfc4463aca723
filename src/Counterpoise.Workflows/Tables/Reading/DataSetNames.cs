namespace Counterpoise.Workflows.Tables;

/// <summary>Names data sets by file or folder; files of one name by as much of their path as tells them apart.</summary>
internal static class DataSetNames
{
    /// <summary>One name per path, all different.</summary>
    /// <exception cref="InputException">A path stands twice.</exception>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> paths)
    {
        string[] full = [.. paths.Select(p => Path.TrimEndingDirectorySeparator(Path.GetFullPath(p)))];
        if (full.GroupBy(p => p).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InputException($"'{paths[Array.IndexOf(full, twice.Key)]}' is given twice, by itself or in a folder: name it once");
        var names = new string[full.Length];
        foreach (var group in Enumerable.Range(0, full.Length).GroupBy(i => Stem(full[i])))
        {
            var chosen = Ways().First(way => group.Select(i => way(full[i])).Distinct().Count() == group.Count());
            foreach (var i in group)
            {
                names[i] = chosen(full[i]);
            }
        }

        return names;
    }

    /// <summary>From short to long: n, n.csv, folder/n, further/folder/n … and the whole path.</summary>
    private static IEnumerable<Func<string, string>> Ways()
    {
        yield return Stem;
        yield return p => Path.GetFileName(p);
        for (var folders = 1; folders <= 8; folders++)
        {
            var depth = folders;
            yield return p => string.Join('/', Path.GetDirectoryName(p)!.Split(Path.DirectorySeparatorChar).TakeLast(depth)
                .Append(Stem(p)));
        }

        yield return p => p;
    }

    private static string Stem(string path) => Directory.Exists(path) ? Path.GetFileName(path) : Path.GetFileNameWithoutExtension(path);
}
