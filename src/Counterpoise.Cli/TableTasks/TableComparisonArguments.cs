using System.CommandLine;
using Counterpoise.Cli.Jobs;
using Counterpoise.Cli.Output;
using Counterpoise.Comparisons;
using Counterpoise.Methods;
using Counterpoise.Workflows;
using Counterpoise.Workflows.MultiLabel;
using Counterpoise.Workflows.Regression;
using Counterpoise.Workflows.Streams;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Cli.TableTasks;

/// <summary>Reads what to compare on tables from the command line, and prints what comes out.</summary>
internal static class TableComparisonArguments
{
    private static readonly TableComparisonOptions Defaults = new() { Inputs = [], Folder = "" };

    private static readonly Option<string[]> Methods = new("--methods") { Description =
        $"For tables: none, wce, cb, threshold, post-hoc-la, majority, {string.Join(", ", DataMethods.All.Select(m => m.Name))}; "
        + $"composed as in smote/wce/threshold.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [.. Defaults.Methods],
        HelpName = "name" };
    private static readonly Option<string[]> Classifiers = new("--classifiers") { Description = $"For tables: {TableLearners.Names}.",
        AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["logistic", "knn", "boosting"], HelpName = "name" };
    private static readonly Option<int> InnerFolds = new("--inner-folds") { Description =
        "Inner folds of each fold's training rows, on which thresholds are tuned and pipelines chosen; 0 for none.",
        DefaultValueFactory = _ => 3, HelpName = "count" };
    private static readonly Option<int> Folds = new("--folds") { Description =
        "Folds of a table without official ones: stratified, by --groups, or forward in --time.", DefaultValueFactory = _ => 5,
        HelpName = "count" };
    private static readonly Option<int> Repeats = new("--repeats") { Description =
        "How often the folds of a table without official ones are drawn; --folds 2 --repeats 5 is 5×2 cross-validation.",
        DefaultValueFactory = _ => 1, HelpName = "count" };
    private static readonly Option<int> Rounds = new("--rounds") { Description = "Rounds of boosting, or trees of the forest.",
        DefaultValueFactory = _ => 100, HelpName = "count" };
    private static readonly Option<int?> K = new("--k") { Description =
        "Neighbours of the SMOTE family; refused where a training fold is too small for it. Left out, each method has its own default, "
        + "lowered where it must be.", HelpName = "count" };
    private static readonly Option<string[]> Seeds = new("--seeds") { Description =
        $"Seeds of the draws. {SeedList.Help} Default for tables 1, for images 6.", AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => ["1"], HelpName = "count or seeds" };
    private static readonly Option<bool> KeepRefused = new("--keep-refused") { Description =
        "Where a resampler refuses a fold, learn from its rows as they are and say so; else the data set leaves means, ranks and tests." };
    private static readonly Option<string> Metric = new("--metric") { Description = "The metric of the verdict.",
        DefaultValueFactory = _ => MetricNames.GeometricMean, HelpName = "name" };
    private static readonly Option<string?> Baseline = new("--baseline") { Description =
        "The method that the others are measured against; the first where left out.", HelpName = "name" };
    private static readonly Option<string?> Candidate = new("--candidate") { Description =
        "The one method whose worth is in question; where left out, all that are no controls are.", HelpName = "name" };
    private static readonly Option<int> Threads = new("--threads") { Description = "Cells computed at once; results do not depend on it.",
        DefaultValueFactory = _ => 1, HelpName = "count" };
    private static readonly Option<int> Jobs = new("--jobs") { Description = "Processes that share the cells.",
        DefaultValueFactory = _ => 1, HelpName = "count" };
    private static readonly Option<string> Title = new("--title") { Description = "Heading of the report.",
        DefaultValueFactory = _ => "Resamplers compared", HelpName = "text" };

    /// <summary>The options that mean nothing for images.</summary>
    public static IEnumerable<Option> OfTablesAlone => [Classifiers, Folds, InnerFolds, Repeats, Rounds, K, KeepRefused,
        .. TableOptions.Reading, .. TableOptions.Splitting, .. TableOptions.Folding];

    /// <summary>Adds the options of tables to the verb.</summary>
    public static void AddTo(Command command)
    {
        foreach (Option option in new Option[] { Methods, Seeds, Metric, Baseline, Candidate, Threads, Jobs, Title })
        {
            command.Options.Add(option);
        }

        HelpGroups.Add(command, "Comparing tables", Classifiers, Folds, InnerFolds, Repeats, Rounds, K, KeepRefused);
        HelpGroups.Add(command, "Reading tables", [.. TableOptions.Reading, .. TableOptions.Splitting, .. TableOptions.Folding]);
    }

    /// <summary>Runs the comparison into a folder: cells/, cells.json, comparison.json, report.html.</summary>
    public static int Run(ParseResult parsed, IReadOnlyList<string> inputs, string folder, CancellationToken cancellationToken)
    {
        var jobs = parsed.GetValue(Jobs);
        ComparisonJobs.Require(jobs);
        var options = Read(parsed, inputs, folder) with { StartHelpers = token => ComparisonJobs.StartOthers(jobs, token) };
        if (ComparisonJobs.IsWorker)
        {
            return ComparisonJobs.Help((events, token) => TableComparison.Help(options, events, token), cancellationToken);
        }

        var result = TableComparison.Run(options, new ConsoleEvents(), cancellationToken);
        TableComparisonSummary.Write(result.Comparison, folder, parsed.GetValue(SharedOptions.Json), options.KeepsRefused, result.Repeated);
        return ExitCode.Ok;
    }

    /// <summary>What of the options holds for a target that is a number, too.</summary>
    public static RegressionComparingOptions Regression(ParseResult parsed, string folder) => new()
    {
        Input = "",
        Folder = folder,
        Methods = parsed.GetResult(Methods) is { Implicit: false } ? Lists.Of(parsed.GetValue(Methods)) : [],
        Rounds = parsed.GetValue(Rounds),
        K = parsed.GetValue(K) ?? 5,
        Folds = parsed.GetValue(Folds),
        Repeats = parsed.GetValue(Repeats),
        Seed = SeedList.Parse(parsed.GetValue(Seeds)) is [var seed] ? seed
            : throw new InputException("--task regression takes one seed; --repeats draws the folds anew"),
    };

    /// <summary>What of the options holds for several labels, too.</summary>
    public static MultiLabelComparingOptions SeveralLabels(ParseResult parsed, string folder) => new()
    {
        Input = "",
        Targets = [],
        Folder = folder,
        Methods = parsed.GetResult(Methods) is { Implicit: false } ? Lists.Of(parsed.GetValue(Methods)) : [],
        Classifiers = parsed.GetResult(Classifiers) is { Implicit: false } ? Lists.Of(parsed.GetValue(Classifiers))
            : ["logistic", "boosting"],
        Options = MethodArguments.OptionsOf(parsed),
        K = parsed.GetValue(K) ?? 5,
        Folds = parsed.GetValue(Folds),
        Repeats = parsed.GetValue(Repeats),
        InnerFolds = parsed.GetValue(InnerFolds),
        Seed = SeedList.Parse(parsed.GetValue(Seeds)) is [var seed] ? seed
            : throw new InputException("several labels take one seed; --repeats draws the folds anew"),
    };

    /// <summary>What of the options holds for a stream, too.</summary>
    public static StreamComparingOptions Stream(ParseResult parsed, StreamDataOptions data, string folder)
    {
        var options = new StreamComparingOptions { Data = data, Folder = folder };
        return options with
        {
            Methods = parsed.GetResult(Methods) is { Implicit: false } ? Lists.Of(parsed.GetValue(Methods)) : options.Methods,
            Seeds = SeedsOf(parsed) is { } seeds ? SeedList.Parse(seeds) : options.Seeds,
            Metric = parsed.GetValue(Metric)!,
            Title = parsed.GetResult(Title) is { Implicit: false } ? parsed.GetValue(Title)! : options.Title,
            CommandLine = CommandText.Of(parsed.Tokens.Select(token => token.Value)),
        };
    }

    /// <summary>The options of every comparison that mean nothing for streams.</summary>
    public static IEnumerable<Option> NotOfStreams => [Baseline, Candidate, Threads, Jobs];

    /// <summary>What is compared and by what, which a kind of data with arms of its own does not take.</summary>
    public static IEnumerable<Option> OfMethods => [Methods, Metric, Baseline, Candidate, Threads, Jobs, Title];

    /// <summary>The seeds as they are given; null where they are not.</summary>
    public static string[]? SeedsOf(ParseResult parsed) => parsed.GetResult(Seeds) is { Implicit: false } ? parsed.GetValue(Seeds) : null;

    /// <summary>The options that mean nothing for several labels.</summary>
    public static IEnumerable<Option> OfOneClass => [KeepRefused, Metric, Baseline, Candidate, Threads, Jobs, Title, Rounds,
        TableOptions.PositiveWhen, TableOptions.Groups, TableOptions.Time, TableOptions.TimeFormat, .. TableOptions.Folding];

    /// <summary>The options that mean nothing for a target that is a number.</summary>
    public static IEnumerable<Option> OfClasses => [Classifiers, InnerFolds, KeepRefused, Metric, Baseline, Candidate, Threads, Jobs, Title,
        TableOptions.PositiveWhen, TableOptions.Gap, TableOptions.EqualRows, TableArguments.Positive];

    private static TableComparisonOptions Read(ParseResult parsed, IReadOnlyList<string> inputs, string folder)
    {
        var seeds = SeedList.Parse(parsed.GetValue(Seeds));
        return new()
        {
            Inputs = inputs,
            Reading = TableOptions.Read(parsed, inputs),
            Lenient = parsed.GetValue(TableOptions.Lenient),
            Folds = TableOptions.Plan(parsed, new FoldPlan(parsed.GetValue(Folds), parsed.GetValue(Repeats), seeds[0])),
            Positive = parsed.GetValue(TableArguments.Positive),
            Methods = Lists.Of(parsed.GetValue(Methods)),
            Classifiers = Lists.Of(parsed.GetValue(Classifiers)),
            InnerFolds = parsed.GetValue(InnerFolds),
            Rounds = parsed.GetValue(Rounds),
            K = parsed.GetValue(K),
            Options = MethodArguments.OptionsOf(parsed),
            Variants = MethodArguments.VariantsOf(parsed),
            Seeds = seeds,
            KeepsRefused = parsed.GetValue(KeepRefused),
            Metric = parsed.GetValue(Metric)!,
            Baseline = parsed.GetValue(Baseline),
            Candidate = parsed.GetValue(Candidate),
            Threads = parsed.GetValue(Threads),
            Title = parsed.GetValue(Title)!,
            Folder = folder,
            CommandLine = CommandText.Of(parsed.Tokens.Select(token => token.Value)),
        };
    }
}
