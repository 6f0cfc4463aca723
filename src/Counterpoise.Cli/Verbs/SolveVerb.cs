using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.ImageTasks;
using Counterpoise.Cli.Output;
using Counterpoise.Cli.TableTasks;
using Counterpoise.Lifecycle.Solving;
using Counterpoise.Workflows;

namespace Counterpoise.Cli.Verbs;

/// <summary>
/// <c>counterpoise solve data.csv --target y --budget 5m</c>: searches a pipeline for a table, or for images on frozen features, says
/// honestly whether that was worth it, saves a model.
/// </summary>
internal static class SolveVerb
{
    private const int Shown = 15;

    private static readonly SolveOptions Defaults = new();
    private static readonly Option<string?> Budget = new("--budget") { Description =
        "Time for everything, such as 90s, 5m or 2h; 5m where --trials is not given either.", HelpName = "time" };
    private static readonly Option<int?> Trials = new("--trials") { Description =
        "Pipelines that each search tries: with it and without --budget the result does not depend on the machine.", HelpName = "count" };
    private static readonly Option<string> Metric = MetricOption();
    private static readonly Option<int> Outer = new("--outer-folds") { Description = "Folds on which the search as a whole is judged.",
        DefaultValueFactory = _ => Defaults.OuterFolds, HelpName = "count" };
    private static readonly Option<int> Inner = new("--inner-folds") { Description =
        "Folds of the training rows on which pipelines are chosen.", DefaultValueFactory = _ => Defaults.InnerFolds, HelpName = "count" };
    private static readonly Option<ulong> Seed = new("--seed") { Description = "Seed of folds and draws.",
        DefaultValueFactory = _ => Defaults.Seed, HelpName = "seed" };
    private static readonly Option<FileInfo?> Out = new("--out") { Description = "A file for the model, which predict takes.",
        HelpName = "file" };

    public static Command Create()
    {
        var input = new Argument<string>("data") { Description =
            "A table; or images as for train, of which frozen features are learnt from." };
        var command = new Command("solve",
            "Search a pipeline for a table or images within a budget, measure what the search gained on rows it has not seen, and save the "
            + "model.") { input, Budget, Trials, Metric, Outer, Inner, Seed, Out };
        Option[] ofTables = [.. TableOptions.Reading, .. TableOptions.Splitting];
        HelpGroups.Add(command, "Reading tables", ofTables);
        string PathOf(ParseResult parsed) => parsed.GetValue(input)!;
        DataArms.OfTablesOrFeatures(command, PathOf, ofTables, parsed => Search(parsed).Validate(),
            (parsed, cancellationToken) => OfTable(parsed, PathOf(parsed), cancellationToken),
            (parsed, cancellationToken) => OfImages(parsed, PathOf(parsed), cancellationToken)).Use(command);
        return command;
    }

    private static int OfTable(ParseResult parsed, string path, CancellationToken cancellationToken)
    {
        var options = new TableSolvingOptions
        {
            Path = path,
            Reading = TableOptions.Read(parsed, path),
            Lenient = parsed.GetValue(TableOptions.Lenient),
            Output = parsed.GetValue(Out)?.FullName,
            CommandLine = CommandText.Of(parsed.Tokens.Select(t => t.Value)),
            Search = Search(parsed),
        };
        return Show(parsed, TableSolving.Run(options, new Told(), new ConsoleEvents(), cancellationToken));
    }

    private static int OfImages(ParseResult parsed, string path, CancellationToken cancellationToken)
    {
        var options = new ImageSolvingOptions
        {
            Data = ImageDataArguments.Read(parsed, path),
            Network = parsed.GetValue(FeatureArguments.Network)!,
            Output = parsed.GetValue(Out)?.FullName,
            CommandLine = CommandText.Of(parsed.Tokens.Select(t => t.Value)),
            Search = Search(parsed),
        };
        return Show(parsed, ImageSolving.Run(options, new Told(), new ConsoleEvents(), cancellationToken));
    }

    private static SolveOptions Search(ParseResult parsed)
    {
        var trials = parsed.GetValue(Trials);
        return new SolveOptions
        {
            Metric = parsed.GetValue(Metric)!,
            Budget = Duration(parsed.GetValue(Budget)) ?? (trials is null ? Defaults.Budget : null),
            Trials = trials,
            OuterFolds = parsed.GetValue(Outer),
            InnerFolds = parsed.GetValue(Inner),
            Seed = parsed.GetValue(Seed),
        };
    }

    private static int Show(ParseResult parsed, SolveResult result)
    {
        if (parsed.GetValue(SharedOptions.Json))
            Terminal.WriteJson(result);
        else
            Write(result);
        Terminal.Say(result.Sentence);
        Terminal.Say($"taken: {result.Chosen.Name}"
            + (parsed.GetValue(Out) is { } file ? $", saved in {file.FullName}" : "; --out saves the model"));
        return ExitCode.Ok;
    }

    private static void Write(SolveResult result)
    {
        Terminal.WriteTable($"leaderboard by {result.Metric} on inner folds",
            [">rank", "pipeline", $">{result.Metric}", ">rows", ">seconds", "refusal"],
            result.Leaderboard.Take(Shown).Select((t, i) =>
                new[] { $"{i + 1}", t.Candidate.Name, Text(t.Value), $"{t.Rows}", t.Seconds.ToString("0.0", CultureInfo.InvariantCulture),
                t.Refusal ?? "" }));
        // A linear baseline is the linear control too.
        var controls = new List<(string Heading, Func<SolveFold, double> Of)> { ($">{result.Reference.Classifier}, threshold",
            f => f.Baseline) };
        if (result.Reference != SolveCandidate.Linear)
            controls.Add((">logistic, threshold", f => f.Linear));
        Terminal.WriteTable($"{result.Metric} on outer folds, which no search saw",
            [">fold", "chosen there", ">search", .. controls.Select(c => c.Heading), ">majority"],
            result.Folds.Select(f => (string[])[$"{f.Fold}", f.Chosen.Name, Text(f.Value), .. controls.Select(c => Text(c.Of(f))),
                Text(f.Majority)]));
    }

    private static string Text(double value) => double.IsNaN(value) ? "" : value.ToString("0.000", CultureInfo.InvariantCulture);

    private static TimeSpan? Duration(string? text)
    {
        if (text is null)
            return null;
        var unit = text.Length > 1 ? char.ToLowerInvariant(text[^1]) switch { 's' => 1.0, 'm' => 60, 'h' => 3600, _ => 0 } : 0;
        return unit > 0 && double.TryParse(text[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0
            && number * unit < 1e7
            ? TimeSpan.FromSeconds(number * unit)
            : throw new InputException($"--budget is '{text}'; expected a time above zero with its unit, such as 90s, 5m or 2h");
    }

    private static Option<string> MetricOption()
    {
        var option = new Option<string>("--metric") { Description =
            "What pipelines are chosen by; accuracy is none of them, since the majority class has the most of it.",
            DefaultValueFactory = _ => Defaults.Metric, HelpName = "name" };
        option.AcceptOnlyFromAmong([.. SolveMetrics.Names]);
        return option;
    }

    /// <summary>Says each pipeline as it was tried.</summary>
    private sealed class Told : IProgress<SolveProgress>
    {
        public void Report(SolveProgress value)
        {
            if (!Terminal.IsErrorRedirected)
                Terminal.SayOver(string.Create(CultureInfo.InvariantCulture,
                    $"{(value.Fold == 0 ? "all rows" : $"fold {value.Fold} of {value.Folds}")}: {value.Trial.Candidate.Name} "
                    + $"{value.Trial.Refusal ?? Text(value.Trial.Value)}{(value.Best is { } best ? $", best {best.Value:0.000}" : "")}"));
        }
    }
}
