using System.CommandLine;
using Counterpoise.Data;
using Counterpoise.Tables;

namespace Counterpoise.Cli.TableTasks;

/// <summary>The options with which every table verb reads its input.</summary>
internal static class TableOptions
{
    public static Option<string?> Target { get; } = new("--target") { Description = "The class column. KEEL files name it themselves; else the last column where --last-column-is-target.", HelpName = "column" };

    public static Option<bool> LastColumn { get; } = new("--last-column-is-target") { Description = "Take the last column for the class where nothing names it, as is the custom of ARFF files." };

    public static Option<string[]> Exclude { get; } = new("--exclude") { Description = "Columns to leave out: ids, and what gives the answer away.", AllowMultipleArgumentsPerToken = true, HelpName = "column" };

    public static Option<string[]> Categorical { get; } = new("--categorical") { Description = "Columns of numbers that are names, such as postcodes.", AllowMultipleArgumentsPerToken = true, HelpName = "column" };

    public static Option<string?> Groups { get; } = new("--groups") { Description = "A column of groups (patient, device) that no fold may part.", HelpName = "column" };

    public static Option<string?> Time { get; } = new("--time") { Description = "A column of time (numbers, or ISO 8601 dates): folds go forward, each trained on the past alone.", HelpName = "column" };

    public static Option<bool> Lenient { get; } = new("--lenient") { Description = "Leave bad rows out, and say which, instead of stopping." };

    /// <summary>What each column is.</summary>
    public static Option[] Reading { get; } = [Target, LastColumn, Exclude, Categorical];

    /// <summary>The columns by which rows are split, which are no features.</summary>
    public static Option[] Splitting { get; } = [Groups, Time];

    public static TableReadOptions Read(ParseResult parsed) => new()
    {
        Target = parsed.GetValue(Target),
        LastColumnIsTarget = parsed.GetValue(LastColumn),
        Groups = parsed.GetValue(Groups),
        Time = parsed.GetValue(Time),
        Exclude = Lists.Of(parsed.GetValue(Exclude)),
        Kinds = Lists.Of(parsed.GetValue(Categorical)).ToDictionary(c => c, _ => ColumnKind.Categorical),
    };

    /// <summary>Reads one table, leniently where asked, and tells people what was left out.</summary>
    public static Table Open(string path, ParseResult parsed, Action<string> say, CancellationToken cancellationToken)
    {
        if (!parsed.GetValue(Lenient))
            return TableFile.Read(path, Read(parsed), cancellationToken);
        var result = TableFile.ReadLenient(path, Read(parsed), cancellationToken);
        if (result.BadRows.Count > 0)
            say($"{path}: {result.BadRows.Count} of {result.RowsRead} rows left out, the first: {result.BadRows[0]}");
        return result.Table;
    }
}
