using System.CommandLine;
using System.Globalization;
using Counterpoise.Calibration;
using Counterpoise.Cli.Output;
using Counterpoise.Methods;
using Counterpoise.Workflows;
using Counterpoise.Workflows.MultiLabel;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Cli.TableTasks;

/// <summary>Training on a table, as options of the command line and as tables.</summary>
internal static class TableTrainingArguments
{
    private static readonly TableTrainingOptions Defaults = new() { Path = "", Output = "" };

    private static readonly Option<string> Classifier = new("--classifier")
    {
        Description = $"For tables: {TableLearners.Names}.", DefaultValueFactory = _ => Defaults.Classifier, HelpName = "name",
    };

    private static readonly Option<CalibrationKind?> Calibrate = new("--calibrate")
    {
        Description = "For tables: calibrate probabilities on inner folds of the training rows; platt and isotonic are for two classes.",
    };

    private static readonly Option<string?> Tuned = new("--tune-threshold")
    {
        Description = $"For tables: choose the threshold on inner folds of the training rows for {ThresholdTuning.Rules}; with more "
            + $"classes f1, balanced-accuracy or g-mean and a method that ends in /threshold.",
        HelpName = "rule",
    };

    private static readonly Option<int> InnerFolds = new("--inner-folds")
    {
        Description = "For tables: inner folds, for --calibrate and thresholds; each costs a fit.",
            DefaultValueFactory = _ => Defaults.InnerFolds, HelpName = "count",
    };

    private static readonly Option<int> Bootstrap = new("--bootstrap")
    {
        Description = "For tables: draws for the intervals of the test rows; 0 makes none.",
            DefaultValueFactory = _ => Defaults.BootstrapReplicates, HelpName = "draws",
    };

    /// <summary>The options that mean nothing for images.</summary>
    public static Option[] OfTablesAlone { get; } =
        [Classifier, Calibrate, Tuned, InnerFolds, Bootstrap, TableArguments.Positive, TableArguments.Cost, .. TableOptions.Reading,
            .. TableOptions.Splitting];

    /// <summary>The options that mean nothing where a row has several labels.</summary>
    public static Option[] OfOneClass { get; } = [TableArguments.Positive, TableArguments.Cost, TableOptions.PositiveWhen,
        TableOptions.LastColumn];

    /// <summary>The options that mean nothing where a number is predicted.</summary>
    public static Option[] OfClasses { get; } = [Classifier, Calibrate, Tuned, InnerFolds, .. OfOneClass];

    /// <summary>Draws for the intervals of the test rows.</summary>
    public static int Draws(ParseResult parsed) => parsed.GetValue(Bootstrap);

    /// <summary>Adds the options of tables to the verb.</summary>
    public static void AddTo(Command command)
    {
        HelpGroups.Add(command, "Training on tables", Classifier, Calibrate, Tuned, InnerFolds, Bootstrap, TableArguments.Positive,
            TableArguments.Cost);
        HelpGroups.Add(command, "Reading tables", [.. TableOptions.Reading, .. TableOptions.Splitting]);
    }

    /// <summary>Checks names and options without looking at the table.</summary>
    public static void Check(ParseResult parsed, string method)
    {
        var learner = TableLearners.Find(parsed.GetValue(Classifier)!);
        _ = Experiments.TableMethod.Of(MethodVariants.Parse([method], MethodArguments.OptionsOf(parsed), [], [learner.Name])[0],
            TableLearners.All);
        learner.Bind(MethodVariants.OptionsOf(learner.Name, MethodArguments.OptionsOf(parsed)));
    }

    /// <summary>Trains, and prints the measures of the test rows.</summary>
    public static int Run(ParseResult parsed, string path, string method, string? output, ulong seed, CancellationToken cancellationToken)
    {
        var classifier = parsed.GetValue(Classifier)!;
        var result = TableTraining.Run(new TableTrainingOptions
        {
            Path = path,
            Reading = TableOptions.Read(parsed, path),
            Lenient = parsed.GetValue(TableOptions.Lenient),
            Output = output ?? Path.Combine("runs", FileName(path, classifier, method, seed)),
            Method = method,
            Classifier = classifier,
            Options = MethodArguments.OptionsOf(parsed),
            Positive = parsed.GetValue(TableArguments.Positive),
            TestShare = parsed.GetValue(SplitArguments.TestShare),
            Calibration = parsed.GetValue(Calibrate),
            TuneThreshold = parsed.GetValue(Tuned),
            Costs = Lists.Of(parsed.GetValue(TableArguments.Cost)),
            InnerFolds = parsed.GetValue(InnerFolds),
            Seed = seed,
            BootstrapReplicates = parsed.GetValue(Bootstrap),
            CommandLine = CommandText.Of(parsed.Tokens.Select(t => t.Value)),
        }, new ConsoleEvents(), cancellationToken);
        Write(parsed, result);
        return ExitCode.Ok;
    }

    /// <summary>What of the options holds for several labels, too.</summary>
    public static MultiLabelTrainingOptions SeveralLabels(ParseResult parsed, string path, string method, string? output, ulong seed)
    {
        var classifier = parsed.GetValue(Classifier)!;
        return new MultiLabelTrainingOptions
        {
            Input = path,
            Targets = [],
            Output = output ?? Path.Combine("runs", FileName(path, classifier, method, seed)),
            Method = method,
            Classifier = classifier,
            MethodOptions = MethodArguments.OptionsOf(parsed),
            TestShare = parsed.GetValue(SplitArguments.TestShare),
            Calibration = parsed.GetValue(Calibrate),
            TuneThreshold = parsed.GetValue(Tuned),
            InnerFolds = parsed.GetValue(InnerFolds),
            Seed = seed,
            BootstrapReplicates = parsed.GetValue(Bootstrap),
            CommandLine = CommandText.Of(parsed.Tokens.Select(t => t.Value)),
        };
    }

    private static string FileName(string path, string classifier, string method, ulong seed) => string.Create(CultureInfo.InvariantCulture,
        $"{Path.GetFileNameWithoutExtension(path)}-{classifier}-{method.Replace('/', '+')}-{seed}.cpm");

    private static void Write(ParseResult parsed, TableTrainingResult result)
    {
        var (model, card, test, positive) = result;
        if (card.Decision is { } decision)
        {
            Terminal.Say(decision.Threshold is { } threshold
                ? string.Create(CultureInfo.InvariantCulture,
                    $"{card.ClassNames[card.PositiveClass]} from a probability of {threshold:G6} on: {decision.Rule} on the inner folds, "
                    + $"{decision.Value:F4}")
                : string.Create(CultureInfo.InvariantCulture,
                    $"weights of the classes {string.Join(", ", card.ClassNames.Zip(decision.Weights, (c, w) => $"{c} {w:G4}"))}: "
                    + $"{decision.Rule} on the inner folds, {decision.Value:F4}"));
        }

        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteJson(new { model, card, test, positiveClass = positive is null ? null
                : new { name = card.ClassNames[positive.Class], reason = positive.Reason } });
        }
        else if (test is not null)
        {
            EvaluationTables.Write(test,
                positive is null ? null : $"the positive class is '{card.ClassNames[positive.Class]}', {positive.Reason}");
        }

        Terminal.Say($"model: {model}");
    }
}
