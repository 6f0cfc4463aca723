using System.Collections.Frozen;
using System.CommandLine;
using System.Text;
using Counterpoise.Data;
using Counterpoise.Tables;

namespace Counterpoise.Cli.TableTasks;

/// <summary>The options with which every table verb reads its input.</summary>
internal static class TableOptions
{
    public static Option<string?> Target { get; } = new("--target") { Description = "The class column. KEEL files name it themselves; else the last column where --last-column-is-target.", HelpName = "column" };

    public static Option<bool> LastColumn { get; } = new("--last-column-is-target") { Description = "Take the last column for the class where nothing names it, as is the custom of ARFF files." };

    public static Option<string[]> Exclude { get; } = Columns("--exclude", "Columns to leave out: ids, and what gives the answer away. A column whose name has a comma is given alone.");

    public static Option<string[]> Categorical { get; } = Columns("--categorical", "Columns of numbers that are names, such as postcodes.");

    public static Option<string[]> Numeric { get; } = Columns("--numeric", "Columns that must be numbers: a row with another text there is bad, and named with its line.");

    public static Option<string[]> Missing { get; } = new("--missing") { Description = $"Further texts that mean missing, such as n.a. or -999; these do anyway: {string.Join(' ', SchemaInference.MissingTokens.Where(t => t.Length > 0).Order(StringComparer.Ordinal))}.", AllowMultipleArgumentsPerToken = true, HelpName = "text" };

    public static Option<string> Decimal { get; } = DecimalOption();

    public static Option<string?> TextEncoding { get; } = new("--encoding") { Description = "Encoding of a text file that is not UTF-8, such as latin1, windows-1252 or utf-16.", HelpName = "name" };

    public static Option<string?> Groups { get; } = new("--groups") { Description = "A column of groups (patient, device) that no fold may part.", HelpName = "column" };

    public static Option<string?> Time { get; } = new("--time") { Description = "A column of time (numbers, or ISO 8601 dates): folds go forward, each trained on the past alone.", HelpName = "column" };

    public static Option<bool> Lenient { get; } = new("--lenient") { Description = "Leave bad rows out, and say which, instead of stopping." };

    /// <summary>What each column is.</summary>
    public static Option[] Reading { get; } = [Target, LastColumn, Exclude, Categorical, Numeric, Missing, Decimal, TextEncoding];

    /// <summary>The columns by which rows are split, which are no features.</summary>
    public static Option[] Splitting { get; } = [Groups, Time];

    /// <summary>The options for these files; a name with a comma is one column where a file has such a column, else several.</summary>
    public static TableReadOptions Read(ParseResult parsed, params IEnumerable<string> paths)
    {
        var options = new TableReadOptions
        {
            Target = parsed.GetValue(Target),
            LastColumnIsTarget = parsed.GetValue(LastColumn),
            Groups = parsed.GetValue(Groups),
            Time = parsed.GetValue(Time),
            DecimalSeparator = parsed.GetValue(Decimal) == "," ? ',' : '.',
            Encoding = Encoding(parsed.GetValue(TextEncoding)),
            MissingTokens = parsed.GetValue(Missing) is { Length: > 0 } further ? SchemaInference.MissingTokens.Concat(further).ToFrozenSet(StringComparer.OrdinalIgnoreCase) : SchemaInference.MissingTokens,
        };
        var known = new Lazy<HashSet<string>>(() => [.. paths.Where(TableInputs.IsTable).SelectMany(p => TableFile.ColumnNames(p, options))]);
        string[] Names(Option<string[]> option) => [.. (parsed.GetValue(option) ?? []).SelectMany(v => v.Contains(',', StringComparison.Ordinal) && known.Value.Contains(v) ? [v] : Lists.Of([v])).Distinct()];
        var (categorical, numeric) = (Names(Categorical), Names(Numeric));
        return categorical.Intersect(numeric).FirstOrDefault() is { } both
            ? throw new InputException($"column '{both}' is given with --categorical and --numeric: choose one")
            : options with
            {
                Exclude = Names(Exclude),
                Kinds = categorical.Select(c => (c, ColumnKind.Categorical)).Concat(numeric.Select(c => (c, ColumnKind.Numeric))).ToDictionary(),
            };
    }

    /// <summary>Reads one table, leniently where asked, and tells people what was left out and which columns are doubtful.</summary>
    public static TableReadResult Open(string path, ParseResult parsed, Action<string> say, CancellationToken cancellationToken) =>
        Open(path, Read(parsed, path), parsed.GetValue(Lenient), say, cancellationToken);

    /// <summary>Reads one table, and tells people what was left out and which columns are doubtful.</summary>
    public static TableReadResult Open(string path, TableReadOptions options, bool lenient, Action<string> say, CancellationToken cancellationToken)
    {
        var result = TableFile.ReadLenient(path, options, cancellationToken);
        if (result.BadRows.Count > 0 && !lenient)
            throw new TableFormatException(path, result.BadRows);
        if (result.BadRows.Count > 0)
            say($"{path}: {result.BadRows.Count} of {result.RowsRead} rows left out, the first: {result.BadRows[0]}");
        foreach (var doubt in result.Doubts)
        {
            say($"warning: {path}: {doubt}");
        }

        return result;
    }

    private static Option<string[]> Columns(string name, string description) => new(name) { Description = description, AllowMultipleArgumentsPerToken = true, HelpName = "column" };

    private static Option<string> DecimalOption()
    {
        var option = new Option<string>("--decimal") { Description = "What parts whole numbers from fractions in a text file.", DefaultValueFactory = _ => ".", HelpName = ".|," };
        option.AcceptOnlyFromAmong(".", ",");
        return option;
    }

    private static Encoding? Encoding(string? name)
    {
        try
        {
            return name is null ? null : CodePagesEncodingProvider.Instance.GetEncoding(name) ?? System.Text.Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            throw new InputException($"--encoding is '{name}', which is no encoding: expected one such as utf-8, latin1, windows-1252 or utf-16");
        }
    }
}
