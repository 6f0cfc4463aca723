using System.Globalization;
using Counterpoise.Messages;
using CsvHelper;

namespace Counterpoise.Vision.Sources;

/// <summary>Reads a CSV or TSV table with a header that names an image and its class per row, and optionally its group and split.</summary>
public static class ImageManifest
{
    /// <summary>Reads the table; no pixel is read. An image that is missing is reported when it is read.</summary>
    /// <param name="path">The table, UTF-8, also packed as <c>.csv.gz</c>.</param>
    /// <param name="options">Its columns; null means the defaults.</param>
    /// <exception cref="InvalidDataException">A column is missing, a row is incomplete, or a class or split is unknown; the message names
    /// the line.</exception>
    public static ImageDataset Load(string path, ImageManifestOptions? options = null)
    {
        options ??= new();
        options.Validate();
        var root = options.Root ?? Path.GetDirectoryName(Path.GetFullPath(path))!;
        var rows = ReadRows(path, options.Delimiter ?? ManifestHeader.Delimiter(path), options);
        var files = new ManifestPaths(root, options.PathSuffix);
        RequireClasses(path, rows);
        var classes = options.ClassNames ?? [.. rows.Select(row => row.Label).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];
        var labels = classes.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i, StringComparer.Ordinal);
        var samples = rows.Select((row, i) => new ImageSample(
            i,
            new FileContent(files.Find(row.Path)),
            labels.TryGetValue(row.Label, out var label) ? label
                : throw new InvalidDataException($"{path}, line {row.Line}: class '{row.Label}' is not among {string.Join(", ", classes)}"),
            row.Group,
            row.Split));
        ImageSample[] read = [.. samples];
        return new(ManifestFile.NameOf(path), classes, read) { Notes = [.. files.Notes, .. Lists(classes)] };
    }

    /// <summary>Refuses labels that are numbers of which nearly every row has its own: a quantity, not classes.</summary>
    private static void RequireClasses(string path, List<Row> rows)
    {
        var distinct = rows.Select(row => row.Label).Distinct(StringComparer.Ordinal).ToArray();
        if (distinct.Length > Quantities && distinct.Length * 2 > rows.Count && Array.TrueForAll(distinct, text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
        {
            throw new InvalidDataException(
                $"{path}: the labels are {distinct.Length} different numbers in {rows.Count} rows, such as {distinct[0]}: a quantity is no "
                + $"class: write the name of a class for each range into a column of its own");
        }
    }

    /// <summary>So many different numbers may be classes however few rows there are.</summary>
    private const int Quantities = 20;

    /// <summary>A class whose name joins names of other classes is probably a list of them.</summary>
    private static IEnumerable<Message> Lists(IReadOnlyList<string> classes)
    {
        var known = classes.ToHashSet(StringComparer.Ordinal);
        bool IsList(string name, char separator) => name.Split(separator, StringSplitOptions.TrimEntries) is { Length: > 1 } splits
            && Array.TrueForAll(splits, known.Contains);
        var list = classes.FirstOrDefault(name => IsList(name, '|') || IsList(name, ';') || IsList(name, ','));
        return list is null ? [] : [
            $"the class '{list}' joins names of other classes: where images have several classes, each combination is read as a class of "
            + $"its own"];
    }

    private static List<Row> ReadRows(string path, char delimiter, ImageManifestOptions options)
    {
        var csvOptions = CsvReaderOptions.Default with
        {
            Separator = delimiter,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
            FieldCountMismatch = CsvFieldCountHandling.Throw,
        };
        try
        {
            using var csv = ManifestFile.IsPacked(path) ? CsvReader.FromText(ManifestFile.Read(path), csvOptions)
                : CsvReader.FromFile(path, csvOptions);
            var columns = new Columns(path, csv, options, ManifestHeader.OneHotColumns(path, options));
            var rows = new List<Row>();
            while (csv.Read())
            {
                rows.Add(columns.Read(csv));
            }

            return rows.Count > 0 ? rows : throw new InvalidDataException($"{path}: the table has a header and no rows");
        }
        catch (CsvFormatException fault)
        {
            throw new InvalidDataException($"{path}, line {fault.LineNumber}: {fault.Message}", fault);
        }
    }

    private sealed record Row(long Line, string Path, string Label, string? Group, DatasetSplit Split);

    private sealed class Columns(string path, CsvReader csv, ImageManifestOptions options, IReadOnlyList<string> oneHot)
    {
        private readonly int _path = Find(path, csv, ManifestHeader.PathColumn([.. csv.Headers], options), required: true);
        private readonly int _label = Find(path, csv, ManifestHeader.LabelColumn([.. csv.Headers], options),
            required: !options.LabelsAreOptional && oneHot.Count == 0);
        private readonly int[] _oneHot = [.. oneHot.Select(c => Find(path, csv, c, required: true))];
        private readonly int _group = Find(path, csv, options.GroupColumn, required: options.GroupColumn != "group");
        private readonly int _split = Find(path, csv, options.SplitColumn, required: options.SplitColumn != "split");

        public Row Read(CsvReader row)
        {
            var line = row.LineNumber;
            var file = Field(row, _path);
            var label = (_oneHot.Length > 0 ? OneHot(row, line) : Field(row, _label)) is { Length: > 0 } name ? name
                : options.LabelsAreOptional ? "unknown" : "";
            if (file.Length == 0 || label.Length == 0)
            {
                throw new InvalidDataException($"{path}, line {line}: the {(file.Length == 0 ? "path" : "label")} is empty");
            }

            var word = Field(row, _split);
            var split = word.Length == 0 ? DatasetSplit.Unassigned : SplitNames.Find(word);
            return new(line, file, label, Field(row, _group) is { Length: > 0 } group ? group : null,
                split ?? throw new InvalidDataException($"{path}, line {line}: split '{word}', expected {SplitNames.Expected}"));
        }

        /// <summary>The class whose column holds 1; empty where none does.</summary>
        private string OneHot(CsvReader row, long line)
        {
            string[] found = [.. oneHot.Where((column, i) => ManifestHeader.Bit(Field(row, _oneHot[i])) ?? throw new InvalidDataException(
                $"{path}, line {line}: the column '{column}' of a class holds '{Field(row, _oneHot[i])}', expected 0 or 1"))];
            return found.Length > 1 ? throw new InvalidDataException(
                $"{path}, line {line}: the classes {string.Join(" and ", found.Select(c => $"'{c}'"))} are both 1, and an image has "
                + $"one class here") : found.Length == 1 ? found[0] : "";
        }

        private static int Find(string path, CsvReader csv, string column, bool required) =>
            csv.TryGetFieldIndex(column, out var at) ? at
            : required ? throw new InvalidDataException($"{path}: there is no column '{column}'; found {string.Join(", ", csv.Headers)}")
            : -1;

        private static string Field(CsvReader row, int column) => column < 0 ? "" : row.GetString(column);
    }
}
