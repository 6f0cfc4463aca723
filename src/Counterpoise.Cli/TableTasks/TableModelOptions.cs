using System.CommandLine;
using Counterpoise.Data;

namespace Counterpoise.Cli.TableTasks;

/// <summary>How a table is read for a saved model, which knows its columns and their kinds itself.</summary>
internal static class TableModelOptions
{
    /// <summary>How numbers and missing values are written, which a model keeps.</summary>
    public static Option[] Writing { get; } =
    [
        TableOptions.Missing, TableOptions.MissingOnly, TableOptions.KeepText, TableOptions.Decimal, TableOptions.Thousands,
        TableOptions.Units,
    ];

    /// <summary>What may differ from the file that the model was trained on.</summary>
    public static Option[] Reading { get; } =
    [
        .. Writing, TableOptions.TextEncoding, TableOptions.NoHeader, TableOptions.Header, TableOptions.Sheet, TableOptions.Lenient,
    ];

    private static readonly (string Name, Option[] Options)[] KeptByModels =
    [
        ("decimal", [TableOptions.Decimal]), ("thousands", [TableOptions.Thousands]), ("units", [TableOptions.Units]),
        ("missing", [TableOptions.Missing, TableOptions.MissingOnly, TableOptions.KeepText]),
    ];

    /// <summary>How the file is read, and what of it is said and not the model's.</summary>
    public static (TableReadOptions Reading, IReadOnlySet<string> Given) Read(ParseResult parsed,
        params IEnumerable<string> paths) => (TableOptions.Read(parsed, paths),
            KeptByModels.Where(k => k.Options.Any(o => parsed.GetResult(o) is { Implicit: false }))
            .Select(k => k.Name).ToHashSet());
}
