using Counterpoise.Vision.Sources;

namespace Counterpoise.Workflows.Images;

/// <summary>Tables that name images without the ending of their files, as those of dermatology do.</summary>
internal static class BareNames
{
    // So many folders beside a table are looked into.
    private const int MostFolders = 100;

    /// <summary>
    /// What to say of a table in whose first row a name with the ending of an image is a file beside it, or in a folder beside it; null
    /// where none is.
    /// </summary>
    /// <param name="path">The table.</param>
    public static string? Advice(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string[] roots = [folder, .. Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).Take(MostFolders)];
        foreach (var (column, text) in ManifestHeader.FirstRow(path).Where(c => c.Text.Length > 0 && !c.Text.Contains("..")))
        {
            foreach (var ending in new ImageFolderOptions().Extensions)
            {
                if (Array.Find(roots, root => File.Exists(Path.Combine(root, text + ending))) is { } root)
                {
                    return $"the column '{column}' of {path} names images without their ending, such as "
                        + $"{Path.Combine(root, text + ending)}: give --path-column {CommandText.Quote(column)} --path-suffix {ending}"
                        + $"{(root == folder ? "" : $" --image-root {CommandText.Quote(root)}")} and --label-column with the column of the "
                        + $"classes; the columns are {string.Join(", ", ManifestHeader.Columns(path))}";
                }
            }
        }

        return null;
    }
}
