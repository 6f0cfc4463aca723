using Counterpoise.Vision.Sources;

namespace Counterpoise.Cli.ImageTasks;

/// <summary>Tells a data set of images from a table, by looking at what lies under a path.</summary>
internal static class ImageInputs
{
    /// <summary>The name of the images that come with the program.</summary>
    public const string Excerpt = "fashion-mnist-excerpt";

    private static readonly string[] KnownFiles = ["data_batch_1.bin", "fine_label_names.txt"];
    private static readonly HashSet<string> Extensions = new(new ImageFolderOptions().Extensions, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a verb's data are images: the excerpt, an archive, IDX files, a folder with images in its folders, or a table with columns of paths and classes.</summary>
    /// <param name="path">What the user gave.</param>
    /// <param name="pathColumn">The column of paths.</param>
    /// <param name="labelColumn">The column of classes.</param>
    public static bool AreImages(string path, string pathColumn, string labelColumn)
    {
        if (path == Excerpt || Path.GetExtension(path).Equals(".tar", StringComparison.OrdinalIgnoreCase) || IdxFolder.IsAt(path))
        {
            return true;
        }

        if (Directory.Exists(path))
        {
            return KnownFiles.Any(f => File.Exists(Path.Combine(path, f))) || Directory.EnumerateDirectories(path).Any(d => !IsHidden(Path.GetFileName(d)) && Directory.EnumerateFiles(d, "*", SearchOption.AllDirectories).Any(IsImage));
        }

        return File.Exists(path) && Path.GetExtension(path).ToUpperInvariant() is ".CSV" or ".TSV" && Headings(path) is var headings && headings.Contains(pathColumn) && headings.Contains(labelColumn);
    }

    /// <summary>Checks that results do not land among the images, where the next start would take them for data.</summary>
    /// <exception cref="InputException">The folder of results is the folder of images, or lies in it.</exception>
    public static void RequireOutside(string images, string results)
    {
        if (Directory.Exists(images) && Path.GetRelativePath(Path.GetFullPath(images), Path.GetFullPath(results)) is var relative && relative != ".." && !relative.StartsWith("../", StringComparison.Ordinal) && !Path.IsPathRooted(relative))
        {
            throw new InputException($"--out {results} lies in the folder of images {images}, where it would be taken for images: name a folder outside of it");
        }
    }

    /// <summary>Whether a file has the ending of an image.</summary>
    public static bool IsImage(string file) => Extensions.Contains(Path.GetExtension(file));

    /// <summary>Whether the name of a file or of a folder above it begins with a dot.</summary>
    /// <param name="path">The file, seen from the folder of images.</param>
    public static bool IsHidden(string path) => path.Split('/', Path.DirectorySeparatorChar).Any(name => name.StartsWith('.'));

    private static string[] Headings(string path)
    {
        using var reader = File.OpenText(path);
        return [.. (reader.ReadLine() ?? "").Split(',', '\t').Select(h => h.Trim().Trim('"'))];
    }
}
