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
        return DelimiterOf(path, ManifestFile.FirstLines(path).Names);
    }

    /// <summary>The columns of a table.</summary>
    /// <param name="path">The table.</param>
    public static IReadOnlyList<string> Columns(string path) => FieldsOf(path, ManifestFile.FirstLines(path).Names);

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

    /// <summary>
    /// The columns of 0 and 1 that together say the class, one for each class: those that <see cref="ImageManifestOptions.LabelColumn"/>
    /// lists with commas between them, or all but those of path, group and part where no column of classes is there and they hold nothing
    /// else in the first row; none where the table is not written so.
    /// </summary>
    /// <param name="path">The table.</param>
    /// <param name="options">Its columns; null means the defaults.</param>
    public static IReadOnlyList<string> OneHotColumns(string path, ImageManifestOptions? options = null)
    {
        options ??= new();
        var lines = ManifestFile.FirstLines(path);
        var delimiter = options.Delimiter ?? DelimiterOf(path, lines.Names);
        string[] columns = [.. Fields(lines.Names, delimiter).Select(c => c.TrimStart('\uFEFF'))];
        var first = Fields(lines.First, delimiter);
        if (columns.Contains(LabelColumn(columns, options)) || columns.Length != first.Length)
        {
            return [];
        }

        string[] asked = options.LabelColumn.Split(',', StringSplitOptions.TrimEntries);
        if (asked.Length > 1)
        {
            return asked.All(columns.Contains) ? asked : [];
        }

        string[] others = [PathColumn(columns, options), options.GroupColumn, options.SplitColumn];
        string[] hot = options.LabelColumn == s_labels[0] ? [.. columns.Where(c => !others.Contains(c))] : [];
        return hot.Length > 1 && hot.All(c => Bit(first[Array.IndexOf(columns, c)]) is not null) ? hot : [];
    }

    /// <summary>Whether a cell of a column of 0 and 1 says that the row is of its class; null where it holds something else.</summary>
    internal static bool? Bit(string text) => text switch
    {
        "0" or "0.0" => false,
        "1" or "1.0" => true,
        _ => null,
    };

    /// <summary>The first line where it is a row, as of a table without names of columns: it names an image file itself.</summary>
    /// <param name="path">The table.</param>
    public static string? RowInPlaceOfNames(string path)
    {
        var extensions = new ImageFolderOptions().Extensions;
        return Columns(path).FirstOrDefault(c => extensions.Contains(Path.GetExtension(c), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Names by which a column of paths is known where none is asked for.</summary>
    public static IReadOnlyList<string> UsualPathColumns => s_paths;

    /// <summary>The first row of a table: what each column holds in it.</summary>
    /// <param name="path">The table.</param>
    public static IReadOnlyList<(string Column, string Text)> FirstRow(string path)
    {
        var lines = ManifestFile.FirstLines(path);
        var delimiter = DelimiterOf(path, lines.Names);
        return [.. Fields(lines.Names, delimiter).Zip(Fields(lines.First, delimiter))];
    }

    /// <summary>The first column whose first value is the name of an image file; null where there is none.</summary>
    /// <param name="path">The table.</param>
    public static string? ColumnOfImages(string path)
    {
        var extensions = new ImageFolderOptions().Extensions;
        return FirstRow(path).FirstOrDefault(c => extensions.Contains(Path.GetExtension(c.Text), StringComparer.OrdinalIgnoreCase)).Column;
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

    private static char DelimiterOf(string path, string header) =>
        ManifestFile.IsTabbed(path) ? '\t' : Delimiters.MaxBy(c => header.Count(x => x == c));

    private static string[] FieldsOf(string path, string line) => Fields(line, DelimiterOf(path, line));

    private static string[] Fields(string line, char delimiter) => [.. line.Split(delimiter).Select(field => field.Trim().Trim('"'))];
}
