using System.Globalization;
using System.IO.Compression;
using System.Text;
using Counterpoise.Messages;
using ExcelDataReader;

namespace Counterpoise.Data.Text;

/// <summary>
/// One sheet of an Excel workbook (.xlsx, .xlsm): dates as ISO 8601, numbers with a decimal point, whatever the cells show them as.
/// </summary>
internal sealed class WorkbookSource : ITextSource
{
    // What a workbook of honest numbers does not come near, and what fits into memory.
    private const long MostFold = 200;
    private const long Always = 1L << 28;

    // From here on not every whole number is a double, and one with more digits than every double keeps has lost some.
    private const double Exact = 1L << 53;
    private const int KeptDigits = 15;

    // The reader looks for the code page of old workbooks, also where it does not need it.
    static WorkbookSource() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private readonly string _sheet;
    private readonly bool _hasHeader;
    private readonly IReadOnlyCollection<string> _excluded;

    public WorkbookSource(string path, TableReadOptions options)
    {
        Path = path;
        RequireHonest(path);
        _sheet = Choose(path, options.Sheet);
        _hasHeader = options.HasHeader != false;
        _excluded = options.Exclude;
        var first = All().FirstOrDefault().Fields ?? throw new TableFormatException(path, $"sheet '{_sheet}' is empty; expected rows");
        Columns = _hasHeader ? Headers.Named(path, [.. first.Select(f => f ?? "")], All().Skip(1).Select(r => r.Fields),
            options.HasHeader == true) : Headers.Numbered(first.Length);
    }

    public string Path { get; }

    public IReadOnlyList<TextColumn> Columns { get; } = [];

    public string? Target => null;

    public IEnumerable<TextRow> Rows() => All().Skip(_hasHeader ? 1 : 0).Select(r => r with { Fields = Fitted(r.Fields) });

    /// <summary>Sheets have no line ends: empty cells at the end of a row are missing values, and further ones nothing.</summary>
    private string?[] Fitted(string?[] fields) =>
        fields.Length == Columns.Count || fields.Skip(Columns.Count).Any(f => f is not null) ? fields
            : [.. fields.Take(Columns.Count), .. Enumerable.Repeat<string?>(null, Math.Max(0, Columns.Count - fields.Length))];

    private IEnumerable<TextRow> All()
    {
        using var reader = Open(Path);
        while (reader.Name != _sheet && reader.NextResult())
        {
        }

        var line = 0L;
        while (Read(reader))
        {
            line++;
            var fields = new string?[reader.FieldCount];
            for (var i = 0; i < fields.Length; i++)
            {
                var value = reader.GetValue(i);
                RequireAllDigits(value, i, line);
                fields[i] = TextOf(value);
            }

            if (Array.Exists(fields, f => f is not null))
                yield return new TextRow(line, fields);
        }
    }

    /// <summary>Refuses a long whole number, such as an account's or a device's, whose last digits the reader has changed.</summary>
    private void RequireAllDigits(object? value, int column, long line)
    {
        if (value is double number && Math.Abs(number) >= Exact && column < Columns.Count && !_excluded.Contains(Columns[column].Name)
            && number.ToString("R", CultureInfo.InvariantCulture).Split('E')[0].Count(char.IsAsciiDigit) > KeptDigits)
        {
            throw new TableFormatException(Path, $"row {line}, column '{Names.Short(Columns[column].Name)}' holds a number of more than "
                + $"{KeptDigits} digits, of which a workbook keeps the first {KeptDigits}: save the column as text, or the sheet as .csv, "
                + $"or leave the column out with {new SettingPart(nameof(TableReadOptions.Exclude))}");
        }
    }

    private bool Read(IExcelDataReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (Exception fault) when (fault is not (IOException or OutOfMemoryException))
        {
            throw new TableFormatException(Path, $"the workbook cannot be read: {fault.Message}");
        }
    }

    private static IExcelDataReader Open(string path)
    {
        try
        {
            return ExcelReaderFactory.CreateOpenXmlReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read));
        }
        catch (Exception fault) when (fault is not (FileNotFoundException or UnauthorizedAccessException or OutOfMemoryException))
        {
            throw new TableFormatException(path, $"the workbook cannot be read: {fault.Message}");
        }
    }

    private static string Choose(string path, string? wanted)
    {
        using var reader = Open(path);
        var (all, full) = (new List<string>(), new List<string>());
        do
        {
            all.Add(reader.Name);
            if (reader.RowCount > 0 && reader.FieldCount > 0)
                full.Add(reader.Name);
        }
        while (reader.NextResult());
        if (wanted is not null)
            return all.Contains(wanted) ? wanted : throw new TableFormatException(path,
                $"there is no sheet '{wanted}'; the sheets are {Names.List(all)}");
        return full.Count == 1 ? full[0]
            : throw (full.Count == 0 ? new TableFormatException(path, "the workbook is empty; expected a sheet with rows")
                : new TableFormatException(path, $"the workbook has {full.Count} sheets with rows ({Names.List(full)}): name one with "
                    + $"{new SettingPart(nameof(TableReadOptions.Sheet))}"));
    }

    private static string? TextOf(object? value) => value switch
    {
        null => null,
        string text => text.Length == 0 ? null : text,
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        DateTime date => date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss.FFFFFFF",
            CultureInfo.InvariantCulture),
        TimeSpan time => time.TotalSeconds.ToString("R", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    /// <summary>The reader takes the texts of a workbook into memory: a small file must not claim all of it.</summary>
    private static void RequireHonest(string path)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            var bytes = archive.Entries.Sum(e => e.Length);
            if (bytes > Always && bytes / MostFold > new FileInfo(path).Length)
                throw new TableFormatException(path,
                    $"the workbook unpacks to {bytes} bytes, more than {MostFold} times its size, which no honest one does");
        }
        catch (InvalidDataException)
        {
            throw new TableFormatException(path,
                "it is no .xlsx workbook (the file is no archive; an old .xls must be saved as .xlsx or .csv)");
        }
    }
}
