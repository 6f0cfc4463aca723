using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Cli.TableTasks;
using Counterpoise.Lifecycle.Drift;
using Counterpoise.Lifecycle.Watching;
using Counterpoise.Workflows;

namespace Counterpoise.Cli.Verbs;

/// <summary>
/// <c>counterpoise watch stream.csv --reference validation.csv --target y</c>: windows, alarms and the recall of each class.
/// </summary>
internal static class WatchVerb
{
    private static readonly Option<FileInfo> Reference = new("--reference") { Description =
        "Labelled and scored rows that the model was not fitted to.", HelpName = "file", Required = true };
    private static readonly Option<string> Target = new("--target") { Description =
        "The class column; in the stream a cell may be empty while the class is not known.", HelpName = "column", Required = true };
    private static readonly Option<string?> Score = new("--score") { Description =
        "The column with the probability of one of two classes; where left out, a column p_CLASS for each class.", HelpName = "column" };
    private static readonly Option<string?> Positive = new("--positive") { Description =
        "With --score: the class that it is of; the minority class where left out.", HelpName = "class" };
    private static readonly Option<string?> Id = new("--id") { Description = "A column that names rows, by which --labels finds them.",
        HelpName = "column" };
    private static readonly Option<string[]> Exclude = new("--exclude") { Description = "Columns that are not looked at, such as times.",
        AllowMultipleArgumentsPerToken = true, HelpName = "column" };
    private static readonly Option<int> Window = new("--window") { Description = "Rows of a window.", DefaultValueFactory = _ => 500,
        HelpName = "count" };
    private static readonly Option<double> Alpha = new("--alpha") { Description =
        "Chance of any false alarm of the windows' detectors over --alpha-windows windows.", DefaultValueFactory = _ => .05,
        HelpName = "share" };
    private static readonly Option<int> AlphaWindows = new("--alpha-windows") { Description = "Windows for which --alpha is spent.",
        DefaultValueFactory = _ => 200, HelpName = "count" };
    private static readonly Option<string?> Minority = new("--minority") { Description =
        "The class whose recall is watched; the rarest where left out.", HelpName = "class" };
    private static readonly Option<double?> Threshold = new("--threshold") { Description =
        "Probability of the watched class from which a row is taken for it; the most probable class where left out.", HelpName = "share" };
    private static readonly Option<int> Delay = new("--label-delay") { Description =
        "For a recorded stream: rows that come before a row's class is known.", HelpName = "rows" };
    private static readonly Option<FileInfo?> Labels = new("--labels") { Description =
        "A file with the columns of --id and --target, to which classes are added as they become known.", HelpName = "file" };
    private static readonly Option<FileInfo?> State = new("--state") { Description =
        "A file that keeps the state: a process that was killed goes on from it.", HelpName = "file" };
    private static readonly Option<FileInfo?> Report = new("--report") { Description =
        "A file for the HTML report, written after each window.", HelpName = "file" };
    private static readonly Option<bool> Follow = new("--follow") { Description =
        "Wait for more rows, or more files of a folder, until Ctrl+C." };

    public static Command Create()
    {
        var stream = new Argument<string[]>("stream") { Description =
            "A model of tables and the rows to score, or rows that are scored: a file, a folder of files, or - for standard input.",
            Arity = new ArgumentArity(1, 2), HelpName = "[model] stream" };
        var command = new Command("watch",
            "Compare windows of a stream of rows with a reference: alarms for drift, and the recall of each class once true "
            + "classes are known.")
        {
            stream, Reference, Target, Score, Positive, Id, Exclude, Window, Alpha, AlphaWindows, Minority, Threshold, Delay, Labels,
                State, Report, Follow,
        };
        HelpGroups.Add(command, "Reading tables", TableModelOptions.Writing);
        KeptWork.In(command, parsed => parsed.GetValue(State)?.FullName);
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, parsed.GetValue(stream)!, cancellationToken),
            cancellationToken));
        return command;
    }

    private static int Run(ParseResult parsed, string[] inputs, CancellationToken cancellationToken)
    {
        var (reading, given) = TableModelOptions.Read(parsed);
        var options = new WatchOptions
        {
            Reading = reading,
            ReadingGiven = given,
            Model = inputs.Length > 1 ? inputs[0] : null,
            Reference = parsed.GetValue(Reference)!.FullName,
            Stream = inputs[^1],
            Columns = new WatchColumns
            {
                Target = parsed.GetValue(Target)!,
                Score = parsed.GetValue(Score),
                Positive = parsed.GetValue(Positive),
                Id = parsed.GetValue(Id),
                Exclude = Lists.Of(parsed.GetValue(Exclude)),
            },
            Window = parsed.GetValue(Window),
            Alpha = new AlphaSpending { Total = parsed.GetValue(Alpha), Windows = parsed.GetValue(AlphaWindows) },
            Minority = parsed.GetValue(Minority),
            Threshold = parsed.GetValue(Threshold),
            LabelDelay = parsed.GetValue(Delay),
            Labels = parsed.GetValue(Labels)?.FullName,
            State = parsed.GetValue(State)?.FullName,
            Report = parsed.GetValue(Report)?.FullName,
            Follow = parsed.GetValue(Follow),
        };
        foreach (var output in new[] { options.State, options.Report }.OfType<string>())
            OutputPath.RequireOther(output, [options.Reference, .. options.Stream == "-" ? Array.Empty<string>()
                : OutputPath.Within(options.Stream)]);
        using var view = new WatchView(options);
        var result = StreamWatch.Run(options, null, view, cancellationToken);
        view.Dispose();
        if (parsed.GetValue(SharedOptions.Json))
            Terminal.WriteJson(result);
        else
            Terminal.WriteTable("windows", ["window", ">first row", ">rows", "level",
                .. result.ReferenceRecall.Keys.SelectMany(c => new[] { $">known {c}", $">recall {c}", $">expected {c}" })],
                result.Windows.Select(Row));
        Terminal.Say(result.Headline);
        // With --follow a signal is the ordinary end; without it rows are left that nobody has looked at.
        if (!options.Follow)
            cancellationToken.ThrowIfCancellationRequested();
        return ExitCode.Ok;
    }

    private static string[] Row(WatchedWindow window) =>
        [$"{window.Number}", $"{window.FirstRow}", $"{window.Rows}", WatchView.Name(window.Level),
            .. window.Classes.SelectMany(c => new[] { $"{c.Known}", Text(c.Recall), Text(c.ExpectedRecall) })];

    private static string Text(double value) => double.IsNaN(value) ? "" : value.ToString("0.000", CultureInfo.InvariantCulture);
}
