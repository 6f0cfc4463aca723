using Counterpoise.Vision.Sources;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.Images;

/// <summary>Tells a data set of images from a table, by looking at what lies under a path.</summary>
internal static class ImageInputs
{
    /// <summary>The name of the images that come with the program.</summary>
    public const string Excerpt = "fashion-mnist-excerpt";

    private static readonly string[] KnownFiles = ["data_batch_1.bin", "fine_label_names.txt"];
    private static readonly string[] Archives = [".tar.bz2", ".tbz2", ".tbz", ".tar.xz", ".txz", ".tar.zst", ".tzst", ".7z", ".rar"];
    private static readonly HashSet<string> Extensions = new(new ImageFolderOptions().Extensions, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Whether a verb's data are images: the excerpt, an archive, IDX files, a folder with images in its folders, or a table with columns
    /// of paths and classes.
    /// </summary>
    /// <param name="path">What the user gave.</param>
    /// <param name="pathColumn">The column of paths.</param>
    /// <param name="labelColumn">The column of classes.</param>
    public static bool AreImages(string path, string pathColumn, string labelColumn)
    {
        if (path == Excerpt || ImageArchive.IsAt(path) || IdxFolder.IsAt(path))
        {
            return true;
        }

        if (Directory.Exists(path))
        {
            return KnownFiles.Any(f => File.Exists(Path.Combine(path, f))) || Placed(path).Any(IsImage)
                || (!HoldsTables(path) && Placed(path).Any(file => ForeignImages.Reason(file,
                    () => ForeignImages.StartOf(Path.Combine(path, file))) is not null));
        }

        return IsManifest(path) && HasColumns(path, pathColumn, labelColumn);
    }

    /// <summary>
    /// Whether a table that is not taken for one of images has a column of image files, and what to say of it; null where it has none.
    /// </summary>
    public static string? Advice(string path)
    {
        if (Directory.Exists(path))
        {
            return Loose(path);
        }

        if (File.Exists(path) && Archives.FirstOrDefault(e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase)) is { } archive)
        {
            return $"{path} is an archive of a kind that is not read ({archive}): unpack it, or pack the folder of class folders as .zip, "
                + $".tar or .tar.gz";
        }

        if (!IsManifest(path))
        {
            return OtherTable.Advice(path);
        }

        if (ManifestHeader.RowInPlaceOfNames(path) is { } row)
        {
            return $"the first line of {path} names an image ('{row}') and not its columns: write a line such as path,label above it";
        }

        return ManifestHeader.ColumnOfImages(path) is { } column
            ? $"the column '{column}' of {path} holds image files, and no column is known for their classes: give --path-column {column} "
                + $"and --label-column with the column of the classes, or with those of 0 and 1 as a,b,c; the columns are "
                + $"{string.Join(", ", ManifestHeader.Columns(path))}"
            : BareNames.Advice(path);
    }

    /// <summary>The files that lie in folders below a folder.</summary>
    private static IEnumerable<string> Placed(string path) => FolderWalk.Entries(path)
        .Where(entry => !entry.IsFolder && entry.Path.Contains('/', StringComparison.Ordinal) && !HiddenNames.IsHidden(entry.Path))
        .Select(entry => entry.Path);

    private static bool HoldsTables(string path) => Directory.EnumerateFiles(path).Any(TableInputs.IsTable);

    /// <summary>What to say of a folder whose images lie in no folder of a class; null where it holds none.</summary>
    private static string? Loose(string path)
    {
        // Beside tables they are pictures of something, not the data.
        if (HoldsTables(path))
        {
            return null;
        }

        string[] loose = [.. FolderWalk.Entries(path).Where(e => !e.IsFolder && !HiddenNames.IsHidden(e.Path) && IsImage(e.Path))
            .Select(e => e.Path).Order(StringComparer.Ordinal)];
        return loose.Length == 0 ? null
            : $"{loose.Length} {(loose.Length == 1 ? "image lies" : "images lie")} in {path} and in no folder of a class, such as "
                + $"{loose[0]}: put each into a folder that is called by its class, or write a table with the columns path and label";
    }

    private static bool IsManifest(string path) => File.Exists(path) && ManifestFile.Is(path);

    /// <summary>
    /// Columns by the names that were given or are the default are believed; other usual names only where a file of an image stands below.
    /// </summary>
    private static bool HasColumns(string path, string pathColumn, string labelColumn)
    {
        var columns = ManifestHeader.Columns(path);
        var asked = new ImageManifestOptions { PathColumn = pathColumn, LabelColumn = labelColumn };
        var (paths, labels) = (ManifestHeader.PathColumn(columns, asked), ManifestHeader.LabelColumn(columns, asked));
        if (columns.Contains(paths) && ManifestHeader.OneHotColumns(path, asked).Count > 0)
        {
            return ManifestHeader.ColumnOfImages(path) == paths;
        }

        return columns.Contains(paths) && columns.Contains(labels)
            && ((paths == pathColumn && labels == labelColumn) || ManifestHeader.ColumnOfImages(path) == paths);
    }

    /// <summary>Checks that results do not land among the images, where the next start would take them for data.</summary>
    /// <exception cref="InputException">The folder of results is the folder of images, or lies in it.</exception>
    public static void RequireOutside(string images, string results)
    {
        if (Directory.Exists(images) && RealPath.IsInside(RealPath.Of(results), RealPath.Of(images)))
        {
            throw new InputException(
                $"--out {results} lies in the folder of images {images}, where it would be taken for images: name a folder outside of it");
        }
    }

    /// <summary>Whether a file has the ending of an image.</summary>
    public static bool IsImage(string file) => Extensions.Contains(Path.GetExtension(file));
}
