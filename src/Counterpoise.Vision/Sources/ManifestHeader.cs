namespace Counterpoise.Vision.Sources;

/// <summary>What the first line of a table of images tells: its delimiter, and which columns hold paths and classes.</summary>
public static class ManifestHeader
{
    private static readonly char[] Delimiters = [',', ';', '\t'];

    private static readonly string[] s_paths = ["path", "filename", "file", "file_name", "filepath", "file_path", "image", "image_path",
        "img", "img_path", "image_name"];
    private static readonly string[] s_labels = ["label", "class", "target", "dx", "category", "diagnosis", "class_name", "label_name"];

    /// <summary>
    /// The character between the fields of a table: a tab for <c>.tsv</c>, otherwise whichever of comma, semicolon and tab its header has
    /// most of.
    /// </summary>
    /// <param name="path">The table.</param>
    public static char Delimiter(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var header = FirstLine(path);
        return Path.GetExtension(path).Equals(".tsv", StringComparison.OrdinalIgnoreCase) ? '\t'
            : Delimiters.MaxBy(c => header.Count(x => x == c));
    }

    /// <summary>The columns of a table.</summary>
    /// <param name="path">The table.</param>
    public static IReadOnlyList<string> Columns(string path) => Fields(FirstLine(path), Delimiter(path));

    /// <summary>
    /// The column of paths: the one that is asked for, or where that is the default and not there, another usual name for it.
    /// </summary>
    /// <param name="columns">The columns of the table.</param>
    /// <param name="options">What is asked for.</param>
    public static string PathColumn(IEnumerable<string> columns, ImageManifestOptions options) =>
        Usual(columns, options?.PathColumn ?? s_paths[0], s_paths);

    /// <summary>The column of classes, as <see cref="PathColumn"/>.</summary>
    /// <param name="columns">The columns of the table.</param>
    /// <param name="options">What is asked for.</param>
    public static string LabelColumn(IEnumerable<string> columns, ImageManifestOptions options) =>
        Usual(columns, options?.LabelColumn ?? s_labels[0], s_labels);

    /// <summary>The first column whose first value is the name of an image file; null where there is none.</summary>
    /// <param name="path">The table.</param>
    public static string? ColumnOfImages(string path)
    {
        using var reader = File.OpenText(path);
        var delimiter = Delimiter(path);
        var (columns, first) = (Fields(reader.ReadLine() ?? "", delimiter), Fields(reader.ReadLine() ?? "", delimiter));
        var extensions = new ImageFolderOptions().Extensions;
        return columns.Zip(first).FirstOrDefault(c => extensions.Contains(Path.GetExtension(c.Second), StringComparer.OrdinalIgnoreCase))
            .First;
    }

    private static string Usual(IEnumerable<string> columns, string wanted, string[] usual)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var there = columns.ToArray();
        if (wanted != usual[0] || there.Contains(wanted))
        {
            return wanted;
        }

        return usual.Select(name => Array.Find(there, column => column.Equals(name, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(column => column is not null) ?? wanted;
    }

    private static string[] Fields(string line, char delimiter) => [.. line.Split(delimiter).Select(field => field.Trim().Trim('"'))];

    private static string FirstLine(string path)
    {
        using var reader = File.OpenText(path);
        return reader.ReadLine() ?? "";
    }
}
