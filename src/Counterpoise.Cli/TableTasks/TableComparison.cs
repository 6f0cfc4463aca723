using System.CommandLine;
using Counterpoise.Boosting;
using Counterpoise.Cli.Output;
using Counterpoise.Comparisons;
using Counterpoise.Experiments;
using Counterpoise.Reports;

namespace Counterpoise.Cli.TableTasks;

/// <summary>Compares resamplers with classifiers over data sets and folds; finished cells are kept, so that a second call goes on.</summary>
internal static class TableComparison
{
    private static readonly string[] DefaultMethods = ["none", "weights", "threshold", "random-over", "smote", "borderline", "adasyn", "smote-enn", "smote-tomek"];

    private static readonly Option<string[]> Methods = new("--methods") { Description = $"For tables: {string.Join(", ", ResamplerCatalog.Controls.Select(m => m.Description.Name))}, {ResamplerCatalog.Names}.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => DefaultMethods, HelpName = "name" };
    private static readonly Option<string[]> Classifiers = new("--classifiers") { Description = $"For tables: {ClassifierCatalog.Names}.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["logistic", "knn", "boosting"], HelpName = "name" };
    private static readonly Option<int> InnerFolds = new("--inner-folds") { Description = "Inner folds of each fold's training rows, on which thresholds are tuned and pipelines chosen; 0 for none.", DefaultValueFactory = _ => 3, HelpName = "count" };
    private static readonly Option<int> Folds = new("--folds") { Description = "Folds of a table without official ones: stratified, by --groups, or forward in --time.", DefaultValueFactory = _ => 5, HelpName = "count" };
    private static readonly Option<int> Repeats = new("--repeats") { Description = "How often the folds of a table without official ones are drawn; --folds 2 --repeats 5 is 5×2 cross-validation.", DefaultValueFactory = _ => 1, HelpName = "count" };
    private static readonly Option<int> Rounds = new("--rounds") { Description = "Rounds of boosting, or trees of the forest.", DefaultValueFactory = _ => 100, HelpName = "count" };
    private static readonly Option<int?> K = new("--k") { Description = "Neighbours of the SMOTE family; refused where a training fold is too small for it. Left out, each method has its own default, lowered where it must be.", HelpName = "count" };
    private static readonly Option<string[]> Seeds = new("--seeds") { Description = $"Seeds of the draws. {SeedList.Help} Default for tables 1, for images 5.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["1"], HelpName = "count or seeds" };
    private static readonly Option<bool> KeepRefused = new("--keep-refused") { Description = "Where a resampler refuses a fold, learn from its rows as they are and say so; else the data set leaves means, ranks and tests." };
    private static readonly Option<string> Metric = new("--metric") { Description = "The metric of the verdict.", DefaultValueFactory = _ => MetricNames.GeometricMean, HelpName = "name" };
    private static readonly Option<string?> Baseline = new("--baseline") { Description = "The method that the others are measured against; the first where left out.", HelpName = "name" };
    private static readonly Option<string?> Candidate = new("--candidate") { Description = "The one method whose worth is in question; where left out, all that are no controls are.", HelpName = "name" };
    private static readonly Option<int> Threads = new("--threads") { Description = "Cells computed at once; results do not depend on it.", DefaultValueFactory = _ => 1, HelpName = "count" };
    private static readonly Option<string> Title = new("--title") { Description = "Heading of the report.", DefaultValueFactory = _ => "Resamplers compared", HelpName = "text" };

    /// <summary>The options that mean nothing for images.</summary>
    public static IEnumerable<Option> OfTablesAlone => [Classifiers, Folds, InnerFolds, Repeats, Rounds, K, KeepRefused, .. TableOptions.Reading, .. TableOptions.Splitting, .. TableOptions.Folding];

    /// <summary>Adds the options of tables to the verb.</summary>
    public static void AddTo(Command command)
    {
        foreach (Option option in new Option[] { Methods, Seeds, Metric, Baseline, Candidate, Threads, Title })
        {
            command.Options.Add(option);
        }

        HelpGroups.Add(command, "Comparing tables", Classifiers, Folds, InnerFolds, Repeats, Rounds, K, KeepRefused);
        HelpGroups.Add(command, "Reading tables", [.. TableOptions.Reading, .. TableOptions.Splitting, .. TableOptions.Folding]);
    }

    /// <summary>Runs the comparison into a folder: cells/, cells.json, comparison.json, report.html.</summary>
    public static int Run(ParseResult parsed, IReadOnlyList<string> inputs, string folder, CancellationToken cancellationToken)
    {
        var seeds = SeedList.Parse(parsed.GetValue(Seeds));
        var (names, k) = (Lists.Of(parsed.GetValue(Methods)), parsed.GetValue(K));
        var methods = names.Select(m => ResamplerCatalog.Method(m, k)).ToArray();
        RequireMetric(parsed.GetValue(Metric)!);
        if (k is { } wanted)
            ExplicitNeighbors.RequireTaker(wanted, names);
        RequireNamed("--baseline", parsed.GetValue(Baseline), methods);
        RequireNamed("--candidate", parsed.GetValue(Candidate), methods);
        var classifiers = ClassifierCatalog.BySimplicity(Lists.Of(parsed.GetValue(Classifiers))).Select(c => ClassifierCatalog.Find(c, parsed.GetValue(Rounds))).ToArray();
        var sets = TableInputs.Open(inputs, TableOptions.Read(parsed, inputs), TableOptions.Plan(parsed, new FoldPlan(parsed.GetValue(Folds), parsed.GetValue(Repeats), seeds[0])), parsed.GetValue(TableOptions.Lenient), parsed.GetValue(PositiveChoice.Positive), Terminal.Say, cancellationToken);
        if (inputs.FirstOrDefault(i => Directory.Exists(i) && Path.GetFullPath(i).TrimEnd('/') == Path.GetFullPath(folder).TrimEnd('/')) is { } data)
            throw new InputException($"--out is '{data}', the folder of the data: its results would be read as tables next time; name another");
        var repeated = RepeatedRowsNotice.Of(sets, parsed.GetValue(TableOptions.Time) is null, Terminal.Say);
        RequireNames(sets, names);
        if (k is { } most && sets.Count > 0)
            ExplicitNeighbors.RequireRows(most, sets);
        var experiment = new TableExperiment(sets, methods, classifiers, new TableExperimentOptions
        {
            Seeds = seeds,
            Threads = parsed.GetValue(Threads),
            InnerFolds = Inner(parsed),
            Refusals = parsed.GetValue(KeepRefused) ? RefusalPolicy.KeepRows : RefusalPolicy.LeaveOut,
        });
        EarlierResults.KeepAside(folder, sets.Select(s => s.Name), methods.Select(m => m.Description.Name));
        Terminal.Say($"data sets × methods × classifiers: {sets.Count} × {methods.Length} × {classifiers.Length}, {experiment.CellCount} cells, into {folder}");
        var store = new CellStore(Path.Combine(folder, "cells"), fault => Terminal.Say($"{fault.Path}: {fault.Reason}; computed again"));
        var cells = experiment.Run(store, new Steps(experiment.CellCount), cancellationToken);
        var comparison = Describe(parsed, experiment, methods, [.. classifiers.Select(c => c.Classifier.Name)], seeds, cells, repeated);
        comparison = comparison with { Differences = ComparisonAnalysis.Differences(comparison) };
        comparison.Save(Path.Combine(folder, "comparison.json"));
        CompactCells.Write(comparison, TableComparisonSummary.Metrics, Path.Combine(folder, "cells.json"));
        ComparisonReport.Write(comparison, Path.Combine(folder, "report.html"));
        TableComparisonSummary.Write(comparison, folder, parsed.GetValue(SharedOptions.Json), parsed.GetValue(KeepRefused), repeated);
        return ExitCode.Ok;
    }

    private static Comparison Describe(
        ParseResult parsed, TableExperiment experiment, TableMethod[] methods, string[] classifiers, ulong[] seeds, IReadOnlyList<ComparisonCell> cells,
        IReadOnlyList<RepeatedRows> repeated)
    {
        var comparison = new Comparison
        {
            Title = parsed.GetValue(Title)!,
            Created = DateOnly.FromDateTime(DateTime.UtcNow),
            Pairing = Pairing.DataSets,
            DataDescription = $"Data sets: {experiment.Scenarios().Count}. Within each fold gaps are filled, categories encoded, columns standardised, rows resampled and models fitted on the training part alone.",
            Scenarios = experiment.Scenarios(),
            Methods = [.. methods.Select(m => m.Description)],
            Baseline = parsed.GetValue(Baseline),
            Candidate = parsed.GetValue(Candidate),
            Classifiers = classifiers,
            PrimaryMetric = parsed.GetValue(Metric)!,
            Seeds = [.. seeds.Select(s => (long)s)],
            Environment = new ComparisonEnvironment
            {
                Versions = new Dictionary<string, string> { ["counterpoise"] = ProgramVersion.Text, [".NET"] = Environment.Version.ToString(), ["lightgbm"] = LightGbmLibrary.Version, ["xgboost"] = XgBoostLibrary.IsAvailable ? XgBoostLibrary.Version.ToString() : "absent" },
                Threads = parsed.GetValue(Threads),
                Device = "cpu",
            },
            CommandLine = CommandText.Of(Environment.GetCommandLineArgs().Skip(1)),
            ProtocolNotes =
            [
                $"Every method sees the same folds and the same draws. {FoldsOf(parsed)}",
                "The positive class of two stands beside each data set.",
                .. repeated.Select(RepeatedRowsNotice.Describe),
                .. parsed.GetValue(InnerFolds) is > 0 and var inner ? [Tuning(inner)] : Array.Empty<string>(),
            ],
            Cells = cells,
        };
        var remarks = CellRemarks.Of(comparison);
        return comparison with
        {
            ProtocolNotes = [.. comparison.ProtocolNotes, $"{remarks.KLowered} of {remarks.Cells} cells lowered k because the rarest class was too small for it; {remarks.Refused} were refused by their resampler and learned from the rows as they are; {remarks.NotComputed} could not be computed."],
        };
    }

    private static string FoldsOf(ParseResult parsed) => parsed.GetValue(TableOptions.Time) is { } time
        ? $"Folds go forward in '{time}': each of {parsed.GetValue(Folds)} is trained on the rows before it alone."
        : $"Data without official folds: {parsed.GetValue(Folds)} stratified folds{(parsed.GetValue(TableOptions.Groups) is { } groups ? $" that part no group of '{groups}'" : "")}, drawn {(parsed.GetValue(Repeats) == 1 ? "once" : $"{parsed.GetValue(Repeats)} times")}.";

    /// <summary>Methods for names are refused where a data set has none (or numbers), before the first cell; the others see names as columns of their own.</summary>
    private static void RequireNames(IReadOnlyList<TableDataSet> sets, string[] methods)
    {
        foreach (var entry in ResamplerCatalog.All.Where(e => e.Names is NameColumns.Some or NameColumns.All && methods.Contains(e.Name)))
        {
            if (sets.Select(s => (s.Name, Refusal: ResamplerCatalog.Refusal(entry, s.Folds[0].Training))).FirstOrDefault(s => s.Refusal is not null) is { Refusal: { } refusal, Name: var name })
                throw new InputException($"data set '{name}': {refusal}");
        }
    }

    private static string Tuning(int folds) =>
        $"Thresholds (with several classes: a weight per class) are tuned for each metric of decisions on {folds} inner folds of the training rows, "
        + "for every method alike; metrics without the word are those of the most probable class.";

    private static int Inner(ParseResult parsed)
    {
        var folds = parsed.GetValue(InnerFolds);
        return folds is 0 or >= 2 ? folds : throw new InputException($"--inner-folds is {folds}; expected 0 or at least 2");
    }

    private static void RequireMetric(string metric)
    {
        var known = new TableExperimentOptions().Metrics;
        if (!known.Contains(metric))
            throw new InputException($"--metric is '{metric}'; known for tables are {string.Join(", ", known)}");
    }

    private static void RequireNamed(string option, string? name, TableMethod[] methods)
    {
        if (name is not null && methods.All(m => m.Description.Name != name))
            throw new InputException($"{option} is '{name}'; the methods are {string.Join(", ", methods.Select(m => m.Description.Name))}");
    }

    /// <summary>Says a twentieth at a time how far it is; called by several threads.</summary>
    private sealed class Steps(int cells) : IProgress<int>
    {
        public void Report(int value)
        {
            if (value == cells || value % Math.Max(1, cells / 20) == 0)
                Terminal.Say($"{value} of {cells} cells");
        }
    }
}
