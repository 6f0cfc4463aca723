using System.Collections.Frozen;
using System.CommandLine;
using System.Text;
using Counterpoise.Data;
using Counterpoise.Tables;
using Counterpoise.Workflows.Tables;
using Counterpoise.Workflows;

namespace Counterpoise.Cli.TableTasks;

/// <summary>The options with which every table verb reads its input.</summary>
internal static class TableOptions
{
    private const string Blank = "space";

    public static Option<string?> Target { get; } = new("--target") { Description =
        "The class column. KEEL files name it themselves; else the last column where --last-column-is-target.", HelpName = "column" };

    public static Option<bool> LastColumn { get; } = new("--last-column-is-target") { Description =
        "Take the last column for the class where nothing names it, as is the custom of ARFF files." };

    public static Option<string?> PositiveWhen { get; } = new("--positive-when") { Description =
        "Make two classes of a target of numbers: those of which this holds, such as '>0' of counts, are the positive one.",
        HelpName = "rule" };

    public static Option<string?> Weights { get; } = new("--weights") { Description =
        "A column of row weights (survey, insurance), which is no feature.", HelpName = "column" };

    public static Option<string[]> Exclude { get; } = Columns("--exclude",
        "Columns to leave out: ids, and what gives the answer away. A column whose name has a comma is given alone.");

    public static Option<string[]> Categorical { get; } = Columns("--categorical",
        "Columns of numbers that are categorical, such as postcodes.");

    public static Option<string[]> Numeric { get; } = Columns("--numeric",
        "Columns that must be numbers: a row with another text there is bad, and named with its line.");

    public static Option<string[]> Missing { get; } = Texts("--missing",
        $"Further texts that mean missing, such as n.a. or -999; these do anyway: "
        + $"{string.Join(' ', SchemaInference.MissingTokens.Where(t => t.Length > 0).Order(StringComparer.Ordinal))}.");

    public static Option<string[]> MissingOnly { get; } = Texts("--missing-only",
        "The only texts that mean missing, beside empty ones, in place of those above; \"\" for empty ones alone.");

    public static Option<string[]> KeepText { get; } = Texts("--keep-text",
        "Texts that are values and do not mean missing, such as NA for Namibia or North America.");

    public static Option<string> Decimal { get; } = DecimalOption();

    public static Option<string?> Thousands { get; } = ThousandsOption();

    public static Option<bool> Units { get; } = new("--units") { Description =
        "Read numbers with a currency, a percent sign or a unit, the same in all rows of a column, as the numbers: 12 % is 12, $1.50 is "
        + "1.5, (3) is -3." };

    public static Option<string?> TextEncoding { get; } = new("--encoding") { Description =
        "Encoding of a text file that is not UTF-8, such as latin1, windows-1252 or utf-16.", HelpName = "name" };

    public static Option<bool> NoHeader { get; } = new("--no-header") { Description =
        "The first line is a row; the columns are x0, x1, …" };

    public static Option<bool> Header { get; } = new("--header") { Description =
        "The first line holds the names of the columns, although it looks like a row." };

    public static Option<string?> Sheet { get; } = new("--sheet") { Description = "The sheet of a workbook that has several.",
        HelpName = "name" };

    public static Option<string?> Groups { get; } = new("--groups") { Description =
        "A column of groups (patient, device) that stay whole: no group is in two folds.", HelpName = "column" };

    public static Option<string?> Time { get; } = new("--time") { Description =
        "A column of time (numbers, or ISO 8601 dates): folds go forward, each trained on the past alone.", HelpName = "column" };

    public static Option<string?> TimeFormat { get; } = new("--time-format") { Description =
        "How the dates of --time are written where they are not ISO 8601, such as dd/MM/yyyy or dd.MM.yyyy HH:mm.", HelpName = "format" };

    public static Option<string?> Gap { get; } = new("--gap") { Description =
        "Time before each test window from which nothing is learned, for classes that are known late: a number in the unit of --time, or "
        + "such as 36h, 30d, 8w with dates.", HelpName = "time" };

    public static Option<string?> EqualRows { get; } = EqualRowsOption();

    public static Option<bool> Lenient { get; } = new("--lenient") { Description =
        "Leave bad rows out, and say which, instead of stopping." };

    /// <summary>What each column is.</summary>
    public static Option[] Reading { get; } = [Target, LastColumn, PositiveWhen, Weights, Exclude, Categorical, Numeric, Missing,
        MissingOnly, KeepText, Decimal, Thousands, Units, TextEncoding, NoHeader, Header, Sheet, Lenient];

    /// <summary>The columns by which rows are split, which are no features.</summary>
    public static Option[] Splitting { get; } = [Groups, Time, TimeFormat];

    /// <summary>How folds are drawn.</summary>
    public static Option[] Folding { get; } = [Gap, EqualRows, TableArguments.Positive];

    /// <summary>The plan of the folds with what is said of time and of equal rows.</summary>
    public static FoldPlan Plan(ParseResult parsed, FoldPlan plan) =>
        plan with { Gap = GapOf(parsed.GetValue(Gap)), GapHasUnit = parsed.GetValue(Gap) is { Length: > 0 } gap && char.IsLetter(gap[^1]),
            TogetherIfEqual = parsed.GetValue(EqualRows) == "together" };

    /// <summary>The columns that --target names: several where it holds commas and the files have no column of that name.</summary>
    public static IReadOnlyList<string> SeveralTargets(ParseResult parsed, IReadOnlyList<string> paths)
    {
        if (parsed.GetValue(Target) is not { } target)
            return [];
        if (!target.Contains(',', StringComparison.Ordinal) || paths.Any(p => !TableInputs.IsTable(p)))
            return [target];
        var known = paths.SelectMany(p => TableFaults.InWords(() => TableFile.ColumnNames(p, ReadFeatures(parsed)))).ToHashSet();
        string[] parts = [.. target.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];
        return !known.Contains(target) && parts.All(known.Contains) ? parts : [target];
    }

    /// <summary>The options for these files where no column is the class: a row has several labels.</summary>
    public static TableReadOptions ReadFeatures(ParseResult parsed, params IEnumerable<string> paths) => Read(parsed, false, paths);

    /// <summary>The options for these files; a name with a comma is one column where a file has such a column, else several.</summary>
    public static TableReadOptions Read(ParseResult parsed, params IEnumerable<string> paths) => Read(parsed, true, paths);

    private static TableReadOptions Read(ParseResult parsed, bool hasClass, IEnumerable<string> paths)
    {
        var options = new TableReadOptions
        {
            Target = hasClass ? parsed.GetValue(Target) : null,
            LastColumnIsTarget = parsed.GetValue(LastColumn),
            PositiveWhen = Rule(parsed),
            Weights = parsed.GetValue(Weights),
            Groups = parsed.GetValue(Groups),
            Time = parsed.GetValue(Time),
            TimeFormat = parsed.GetValue(TimeFormat),
            DecimalSeparator = parsed.GetValue(Decimal) == "," ? ',' : '.',
            ThousandsSeparator = parsed.GetValue(Thousands) is { } thousands ? (thousands == Blank ? ' ' : thousands[0]) : null,
            Units = parsed.GetValue(Units),
            Encoding = Encoding(parsed.GetValue(TextEncoding)),
            HasHeader = HasHeader(parsed),
            Sheet = parsed.GetValue(Sheet),
            MissingTokens = MissingTexts(parsed),
        };
        var known = new Lazy<HashSet<string>>(() => [.. paths.Where(TableInputs.IsTable)
            .SelectMany(p => TableFaults.InWords(() => TableFile.ColumnNames(p, options)))]);
        string[] Names(Option<string[]> option) => [.. (parsed.GetValue(option) ?? [])
            .SelectMany(v => v.Contains(',', StringComparison.Ordinal) && known.Value.Contains(v) ? [v] : Lists.Of([v])).Distinct()];
        var (categorical, numeric) = (Names(Categorical), Names(Numeric));
        if (hasClass && SeveralTargets(parsed, [.. paths]) is { Count: > 1 } several)
            throw new InputException(
                $"--target names {several.Count} columns ({string.Join(", ", several)}), and a row has one class here (profile, compare "
                + $"and train take several): give one of them, and leave the others out with --exclude "
                + $"{string.Join(',', several.Skip(1))}");
        return categorical.Intersect(numeric).FirstOrDefault() is { } both
            ? throw new InputException($"column '{both}' is given with --categorical and --numeric: choose one")
            : options with
            {
                Exclude = Names(Exclude),
                Kinds = categorical.Select(c => (c, ColumnKind.Categorical)).Concat(numeric.Select(c => (c, ColumnKind.Numeric)))
                    .ToDictionary(),
            };
    }

    private static ClassRule? Rule(ParseResult parsed)
    {
        try
        {
            return parsed.GetValue(PositiveWhen) is { } rule ? ClassRule.Parse(rule) : null;
        }
        catch (FormatException fault)
        {
            throw new InputException($"--positive-when: {fault.Message}");
        }
    }

    private static bool? HasHeader(ParseResult parsed) => (parsed.GetValue(NoHeader), parsed.GetValue(Header)) switch
    {
        (true, true) => throw new InputException("--header and --no-header are both given: choose one"),
        (true, _) => false,
        (_, true) => true,
        _ => null,
    };

    private static FrozenSet<string> MissingTexts(ParseResult parsed)
    {
        var (only, further, kept) = (parsed.GetValue(MissingOnly), parsed.GetValue(Missing) ?? [], parsed.GetValue(KeepText) ?? []);
        if (further.Intersect(kept, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } both)
            throw new InputException($"'{both}' is given with --missing and --keep-text: choose one");
        return (only is { Length: > 0 } ? only.Append("") : SchemaInference.MissingTokens).Concat(further)
            .Where(t => t.Length == 0 || !kept.Contains(t, StringComparer.OrdinalIgnoreCase)).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    private static Option<string[]> Columns(string name, string description) =>
        new(name) { Description = description, AllowMultipleArgumentsPerToken = true, HelpName = "column" };

    private static Option<string[]> Texts(string name, string description) =>
        new(name) { Description = description, AllowMultipleArgumentsPerToken = true, HelpName = "text" };

    /// <summary>A time in the unit of the column; with a letter behind it in seconds, as dates are.</summary>
    private static double GapOf(string? text)
    {
        if (text is null)
            return 0;
        var unit = text.Length > 1 ? char.ToLowerInvariant(text[^1]) switch { 's' => 1.0, 'm' => 60, 'h' => 3600, 'd' => 86400,
            'w' => 7 * 86400, _ => 0 } : 0;
        return SchemaInference.TryNumber(unit > 0 ? text[..^1] : text, out var number) && number >= 0 && double.IsFinite(number)
            ? number * (unit > 0 ? unit : 1)
            : throw new InputException(
                $"--gap is '{text}'; expected a number of at least 0, with s, m (minutes), h, d or w behind it for dates");
    }

    private static Option<string?> EqualRowsOption()
    {
        var option = new Option<string?>("--equal-rows") { Description =
            "together keeps rows that are equal in every feature in one fold, so that no model is tested on what it has seen; apart, the "
            + "default, only counts them.", HelpName = "together|apart" };
        option.AcceptOnlyFromAmong("together", "apart");
        return option;
    }

    private static Option<string> DecimalOption()
    {
        var option = new Option<string>("--decimal") { Description = "The decimal separator of a text file.",
            DefaultValueFactory = _ => ".", HelpName = ".|," };
        option.AcceptOnlyFromAmong(".", ",");
        return option;
    }

    private static Option<string?> ThousandsOption()
    {
        var option = new Option<string?>("--thousands") { Description =
            "The thousands separator of a text file, as in 1,234.50: none where left out.", HelpName = $",|.|'|_|{Blank}" };
        option.AcceptOnlyFromAmong(",", ".", "'", "_", " ", Blank);
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
            throw new InputException(
                $"--encoding is '{name}', which is no encoding: expected one such as utf-8, latin1, windows-1252 or utf-16");
        }
    }
}
