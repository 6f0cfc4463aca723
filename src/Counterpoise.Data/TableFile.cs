using System.Runtime.CompilerServices;
using Counterpoise.Data.DuckDb;
using Counterpoise.Data.Text;
using Counterpoise.Messages;
using Counterpoise.Tables;

namespace Counterpoise.Data;

/// <summary>
/// Reads and writes tables; the extension says the format: .csv, .tsv, .tab and .txt (delimited), .dat (KEEL), .arff, and .xlsx and .xlsm
/// (one sheet) here; .parquet, .json, .jsonl, .ndjson and .sql (the text of one SELECT over files of its own folder) through DuckDB.
/// Delimited files, KEEL and ARFF may be packed as .gz, or be the only table of a .zip.
/// </summary>
public static class TableFile
{
    private static readonly string[] TextFormats = [".CSV", ".TSV", ".TAB", ".TXT", ".DAT", ".ARFF"];
    private static readonly string[] Workbooks = [".XLSX", ".XLSM"];

    /// <summary>Whether a path has an ending that <see cref="Read"/> knows.</summary>
    /// <param name="path">A path; the file need not be there.</param>
    public static bool IsTable(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Extension(path) is ".ZIP" || TextFormats.Contains(Inner(path)) || Workbooks.Contains(Extension(path))
            || DuckDbFile.Reads(path);
    }

    /// <summary>Reads a file of which every row must be good.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How, or null for the defaults.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="TableFormatException">A row is bad; the message names line and column.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static Table Read(string path, TableReadOptions? options = null, CancellationToken cancellationToken = default) =>
        Load(path, options, lenient: false, cancellationToken).Table;

    /// <summary>Reads the good rows of a file and tells which rows were left out, and why.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How, or null for the defaults.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="TableFormatException">The file as a whole is not a table.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static TableReadResult ReadLenient(string path, TableReadOptions? options = null,
        CancellationToken cancellationToken = default) =>
        Load(path, options, lenient: true, cancellationToken);

    /// <summary>Writes a table, whole or not at all: features, then weight, time, group and class where it has them.</summary>
    /// <param name="table">The table.</param>
    /// <param name="path">A file ending in .csv, .tsv, .tab, .txt or .parquet; an existing one is replaced.</param>
    /// <exception cref="ArgumentException">The extension is unknown, or two columns would share a name.</exception>
    public static void Write(Table table, string path)
    {
        ArgumentNullException.ThrowIfNull(table);
        RequireWritable(path);
        switch (Extension(path))
        {
            case ".CSV" or ".TXT":
                DelimitedWriter.Write(table, path, ',');
                break;
            case ".TSV" or ".TAB":
                DelimitedWriter.Write(table, path, '\t');
                break;
            default:
                DuckDbFile.WriteParquet(table, path);
                break;
        }
    }

    /// <summary>
    /// Makes sure that <see cref="Write"/> knows the format of a path and has what it needs, before work is done whose result would be
    /// lost.
    /// </summary>
    /// <param name="path">The file that is to be written.</param>
    /// <exception cref="ArgumentException">The extension is unknown, or the path is a folder.</exception>
    /// <exception cref="DllNotFoundException">DuckDB's library is not beside the program.</exception>
    public static void RequireWritable(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Extension(path) is not (".CSV" or ".TXT" or ".TSV" or ".TAB" or ".PARQUET"))
            throw new ArgumentException($"'{path}' ends in no format that can be written: use .csv, .tsv or .parquet", nameof(path));
        if (Directory.Exists(path))
            throw new ArgumentException($"'{path}' is a folder: name a file in it", nameof(path));
        if (Extension(path) == ".PARQUET")
            DuckDbLibrary.Require();
    }

    /// <summary>The columns of a file, before anything is left out; no row is kept.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How, or null for the defaults; roles, kinds and exclusions are passed over.</param>
    /// <exception cref="TableFormatException">The file as a whole is not a table.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static IReadOnlyList<string> ColumnNames(string path, TableReadOptions? options = null)
    {
        RequireFile(path);
        options ??= new TableReadOptions();
        return DuckDbFile.Reads(path) ? DuckDbFile.ColumnNames(path) : [.. Source(path, options).Columns.Select(c => c.Name)];
    }

    /// <summary>
    /// Reads a file that need not fit into memory, table by table, through DuckDB: .csv, .tsv, .parquet, .json, .jsonl, .ndjson and .sql.
    /// A category or class keeps its code in all tables.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How, or null for the defaults.</param>
    /// <param name="rowsPerTable">Rows of a table, at least 1; the last may have fewer.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DllNotFoundException">DuckDB's library is not beside the program.</exception>
    public static async IAsyncEnumerable<Table> ReadChunksAsync(string path, TableReadOptions? options = null, int rowsPerTable = 65_536,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        RequireFile(path);
        options ??= new TableReadOptions();
        RequireDefaults(path, options);
        if (!DuckDbFile.Reads(path) && Extension(path) is not (".CSV" or ".TSV" or ".TAB" or ".TXT"))
            throw new ArgumentException(
                $"'{path}' cannot be read in chunks: expected .csv, .tsv, .parquet, .json, .jsonl, .ndjson or .sql", nameof(path));
        // A first line that looks like a row is asked about here as well.
        if (!DuckDbFile.Reads(path) && options.HasHeader is null)
            _ = new DelimitedSource(TextFile.At(path, TextFormats), options);
        await foreach (var table in DuckDbFile.ReadChunksAsync(path, options, rowsPerTable, cancellationToken).ConfigureAwait(false))
        {
            yield return table;
        }
    }

    private static TableReadResult Load(string path, TableReadOptions? options, bool lenient, CancellationToken cancellationToken)
    {
        RequireFile(path);
        options ??= new TableReadOptions();
        options.Validate();
        if (DuckDbFile.Reads(path))
        {
            RequireDefaults(path, options, whole: true);
            var (table, bad) = DuckDbFile.Read(path, options, lenient, cancellationToken);
            return QueriedTexts.Settle(table, options) with { RowsRead = table.RowCount + bad.Count, BadRows = bad };
        }

        return TextTableReader.Read(Source(path, options), options, lenient, cancellationToken);
    }

    private static ITextSource Source(string path, TableReadOptions options)
    {
        if (Workbooks.Contains(Extension(path)))
            return new WorkbookSource(path, options);
        var file = TextFile.At(path, TextFormats);
        if (!TextFormats.Contains(file.Extension))
            throw new ArgumentException(
                $"'{path}' ends in no known table format: expected .csv, .tsv, .tab, .txt, .dat, .arff, .xlsx, .parquet, .json, .jsonl, "
                + $".ndjson or .sql, or one of the first six packed as .gz or .zip", nameof(path));
        TextEncoding.Require(file, options.Encoding);
        return file.Extension switch
        {
            ".DAT" => new KeelSource(file, options.Encoding),
            ".ARFF" => new ArffSource(file, options.Encoding),
            _ => new DelimitedSource(file, options),
        };
    }

    /// <summary>
    /// Refuses what is for text files; of a file that is read whole its texts are looked at, and formats of numbers hold.
    /// </summary>
    private static void RequireDefaults(string path, TableReadOptions options, bool whole = false)
    {
        if (options is not { Encoding: null, Sheet: null }
            || (!whole && options is not { DecimalSeparator: '.', ThousandsSeparator: null, Units: false }))
            throw new DataMismatchException(
                $"{Settings(whole ? [nameof(options.Encoding)] : [nameof(options.Encoding), nameof(options.DecimalSeparator),
                    nameof(options.ThousandsSeparator), nameof(options.Units)])} and {new SettingPart(nameof(options.Sheet))} are for text "
                + $"files and workbooks, and '{path}' is read through DuckDB: leave them out");

        static IEnumerable<MessagePart> Settings(params string[] names) => names.Select(name => new SettingPart(name));
    }

    private static void RequireFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
            throw new FileNotFoundException($"there is no file '{path}'", path);
    }

    private static string Extension(string path) => Path.GetExtension(path).ToUpperInvariant();

    /// <summary>The ending of a file, or of the file that is packed in it.</summary>
    private static string Inner(string path) => Extension(path) == ".GZ" ? Extension(path[..^3]) : Extension(path);
}
