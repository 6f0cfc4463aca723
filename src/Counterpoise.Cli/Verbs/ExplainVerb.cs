using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Cli.TableTasks;
using Counterpoise.Workflows;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Cli.Verbs;

/// <summary>
/// <c>counterpoise explain data.csv --target y</c>: which columns a classifier looks at for which class, and why one row.
/// </summary>
internal static class ExplainVerb
{
    private static readonly TableExplainingOptions Defaults = new() { Path = "" };
    private static readonly Option<string> Model = new("--classifier") { Description =
        $"What is trained and explained: {TableLearners.Names}.", DefaultValueFactory = _ => Defaults.Classifier, HelpName = "name" };
    private static readonly Option<string[]> Options = new("--option") { Description =
        "An option of the classifier, as in boosting.rounds=50; can be given again.", HelpName = "WORD.OPTION=VALUE" };
    private static readonly Option<double> TestShare = new("--test-share") { Description =
        "Share of the rows that the model does not see, and that are explained.", DefaultValueFactory = _ => Defaults.TestShare,
        HelpName = "share" };
    private static readonly Option<int> Rows = new("--rows") { Description =
        "Most rows that are explained; of the rarest class all, up to half of them.", DefaultValueFactory = _ => Defaults.Rows,
        HelpName = "count" };
    private static readonly Option<int> Background = new("--background") { Description =
        "Training rows whose values stand in for a column that is left out, for models without trees.",
        DefaultValueFactory = _ => Defaults.Background, HelpName = "count" };
    private static readonly Option<bool> Select = new("--select-columns") { Description =
        "Choose columns first, by information gain and principal components of the training rows." };
    private static readonly Option<int?> Row = new("--row") { Description =
        "The row that is explained by itself, from 0; left out, the one of the rarest class that the model is surest of.",
        HelpName = "number" };
    private static readonly Option<string[]> Seeds = new("--seeds") { Description =
        $"The first is explained; the others say how stable the order of columns is. {SeedList.Help}",
        AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["1"], HelpName = "count or seeds" };
    private static readonly Option<FileInfo?> Out = new("--out") { Description = "A file for the report (.html).", HelpName = "file" };

    public static Command Create()
    {
        var input = new Argument<string>("data") { Description = "A table." };
        var command = new Command("explain",
            "Which columns a classifier uses for which class, and why it predicts what it predicts for one row.") { input, Model, Options,
            TestShare, Rows, Background, Select, Row, Seeds, Out };
        HelpGroups.Add(command, "Reading tables", [.. TableOptions.Reading]);
        command.SetAction((parsed, cancellationToken) => TensorWork.RunAsync(() =>
            Run(parsed, parsed.GetValue(input)!, cancellationToken)));
        return command;
    }

    private static int Run(ParseResult parsed, string path, CancellationToken cancellationToken)
    {
        var result = TableExplaining.Run(new TableExplainingOptions
        {
            Path = path,
            Reading = TableOptions.Read(parsed, path),
            Lenient = parsed.GetValue(TableOptions.Lenient),
            Classifier = parsed.GetValue(Model)!,
            Options = parsed.GetValue(Options) ?? [],
            TestShare = parsed.GetValue(TestShare),
            Rows = parsed.GetValue(Rows),
            Background = parsed.GetValue(Background),
            SelectsColumns = parsed.GetValue(Select),
            Row = parsed.GetValue(Row),
            Seeds = SeedList.Parse(parsed.GetValue(Seeds)),
            Report = parsed.GetValue(Out)?.FullName,
            CommandLine = CommandText.Of(parsed.Tokens.Select(token => token.Value)),
        }, new ConsoleEvents(), cancellationToken);
        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteJson(new { result.Model, result.Output, result.Classes, result.Columns, result.Importance,
                result.AveragePrecision, result.Prevalence, result.Agreement,
                row = new { place = result.Places[result.Row], @base = result.Attribution.Base,
                values = result.Classes.Select((_, c) => result.Attribution.Of(result.Row, c).ToArray()) } });
        }
        else
        {
            Write(result);
        }

        Terminal.Say(string.Create(CultureInfo.InvariantCulture,
            $"average precision for '{result.Classes[result.Focus]}' on rows that the model has not seen: {result.AveragePrecision:F3}; "
            + $"guessing has {result.Prevalence:F3}"));
        if (result.Agreement.Count > 0)
        {
            Terminal.Say(string.Create(CultureInfo.InvariantCulture,
                $"Kendall's tau of the first ten columns with other seeds: {result.Agreement.Average():F2} on the mean, "
                + $"{result.Agreement.Min():F2} at worst"));
        }

        if (parsed.GetValue(Out) is { } report)
        {
            Terminal.Say($"report: {report.FullName}");
        }

        return ExitCode.Ok;
    }

    private static void Write(TableExplainingResult result)
    {
        var own = result.Attribution.Of(result.Row, result.Focus).ToArray();
        Terminal.WriteTable($"mean |value| in {result.Output}; the last column is {result.Places[result.Row]}, for "
            + $"{result.Classes[result.Focus]}", ["column", .. result.Classes.Select(c => $">{c}"), ">this row"],
            Enumerable.Range(0, result.Columns.Count).OrderByDescending(j => result.Importance[result.Focus][j])
                .Select(j => (string[])[result.Columns[j], .. result.Classes.Select((_, c) => Text(result.Importance[c][j], "0.0000")),
                    Text(own[j], "+0.0000;-0.0000;0")]));
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
