using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Cli.TableTasks;
using Counterpoise.Workflows;
using Counterpoise.Workflows.MultiLabel;

namespace Counterpoise.Cli.MultiLabelTasks;

/// <summary>What verbs of tables do where a row has several labels: <c>--target a,b,c</c>, or cells such as <c>a|b</c>.</summary>
internal static class MultiLabelArguments
{
    private static readonly Option<string?> Separator = new("--label-separator") { Description =
        "The cells of --target hold several labels with this between them, such as | in a|b.", HelpName = "text" };

    /// <summary>Adds the option to a verb.</summary>
    public static void AddTo(Command command) => HelpGroups.Add(command, "Several labels (--target a,b,c)", [Separator]);

    /// <summary>Whether several labels are named, in a verb that takes them.</summary>
    public static bool IsAsked(ParseResult parsed, string input) => parsed.CommandResult.Command.Options.Contains(Separator)
        && (parsed.GetValue(Separator) is not null || TableOptions.SeveralTargets(parsed, [input]).Count > 1);

    /// <summary>Compares methods for rare labels.</summary>
    public static int Compare(ParseResult parsed, IReadOnlyList<string> inputs, MultiLabelComparingOptions options,
        CancellationToken cancellationToken)
    {
        if (inputs is not [var input])
            throw new InputException($"several labels are compared on one table at a time; found {inputs.Count}");
        var result = MultiLabelComparing.Run(With(parsed, input, options) with
        {
            CommandLine = CommandText.Of(parsed.Tokens.Select(token => token.Value)),
        }, new ConsoleEvents(), cancellationToken);
        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteData(MultiLabelComparing.Text(result));
            return ExitCode.Ok;
        }

        Terminal.Say(result.Verdict);
        foreach (var table in MultiLabelComparing.Tables(result))
        {
            var names = table.Columns[0] == "label" ? 1 : 2;
            Terminal.WriteTable(table.Title, [.. table.Columns.Take(names), .. table.Columns.Skip(names).Select(c => $">{c}")], table.Rows);
        }

        Terminal.Say($"report: {result.Report}");
        return ExitCode.Ok;
    }

    /// <summary>Profiles the labels.</summary>
    public static int Profile(ParseResult parsed, string input, CancellationToken cancellationToken)
    {
        var (names, imbalance) = MultiLabelComparing.Profile(
            With(parsed, input, new MultiLabelDataOptions { Input = input, Targets = [] }), new ConsoleEvents(), cancellationToken);
        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteJson(new { labels = names, imbalance });
            return ExitCode.Ok;
        }

        Terminal.WriteTable("labels", ["label", ">rows", ">rows of the most frequent over its own", "rare"],
            names.Select((name, l) => new[] { name, imbalance.Counts[l].ToString(CultureInfo.InvariantCulture),
                imbalance.Ratios[l].ToString("0.0", CultureInfo.InvariantCulture), imbalance.Minority.Contains(l) ? "yes" : "" }));
        Terminal.Say(string.Create(CultureInfo.InvariantCulture,
            $"{imbalance.Cardinality:0.00} labels a row on average, {imbalance.Unlabelled} rows without any; mean ratio "
                + $"{imbalance.MeanRatio:0.0}"));
        Terminal.Say(string.Create(CultureInfo.InvariantCulture,
            $"rare and frequent labels share rows: SCUMBLE {imbalance.Concurrence:0.00}")
            + (imbalance.Concurrence > 0.1 ? "; copying rows of rare labels copies frequent ones, too" : ""));
        Terminal.Say("do: tune a threshold for each label; compare says whether anything adds to that");
        return ExitCode.Ok;
    }

    private static T With<T>(ParseResult parsed, string input, T options) where T : MultiLabelDataOptions
    {
        var several = TableOptions.SeveralTargets(parsed, [input]);
        return (T)(options with
        {
            Input = input,
            Reading = TableOptions.ReadFeatures(parsed, input),
            Lenient = parsed.GetValue(TableOptions.Lenient),
            Targets = several.Count > 0 ? several
                : throw new InputException("--label-separator says how cells hold several labels, and no column is named: give --target"),
            Separator = parsed.GetValue(Separator) ?? "|",
        });
    }
}
