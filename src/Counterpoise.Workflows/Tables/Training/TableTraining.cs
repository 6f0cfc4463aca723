using System.Globalization;
using Counterpoise.Comparisons;
using Counterpoise.Data;
using Counterpoise.Experiments;
using Counterpoise.Methods;
using Counterpoise.Metrics;
using Counterpoise.Randomness;
using Counterpoise.Splits;
using Counterpoise.TableModels;
using Counterpoise.Tables;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Tables;

/// <summary>
/// Trains a classifier on a table by any method, keeps it in one file, and measures it once on rows that it has not seen.
/// </summary>
public static class TableTraining
{
    /// <summary>Reads, splits, trains, saves, measures.</summary>
    /// <param name="options">Which model.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early; no file is written then.</param>
    /// <exception cref="InputException">The table, the method or an option cannot be used.</exception>
    public static TableTrainingResult Run(TableTrainingOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.TestShare is not (>= 0 and < 1))
            throw new InputException(string.Create(CultureInfo.InvariantCulture,
                $"--test-share is {options.TestShare}; expected a share of the rows, from 0 to below 1"));
        OutputPath.RequireOther(options.Output, options.Path);
        OutputPath.RequireFile(options.Output, "a model of tables");
        var learner = TableLearners.Find(options.Classifier);
        learner.Bind(MethodVariants.OptionsOf(learner.Name, options.Options));
        var variant = MethodVariants.Parse([options.Method], options.Options, [], [learner.Name])[0];
        var read = Open(options, events, cancellationToken);
        var labels = read.Table.RequireLabels();
        var positive = labels.Classes.Count == 2 ? PositiveChoice.Of(labels.Classes, labels.ClassCounts(),
            options.Positive ?? options.Reading.PositiveWhen?.Positive)
            : options.Positive is null ? null : throw new InputException(
                $"--positive is for two classes; the table has {labels.Classes.Count}: leave it out");
        var split = Split(read.Table, options, events);
        using var trained = Training(read.Table.Select(split.Train), options, learner, variant, positive, cancellationToken)
            .Describe(ReadingTexts.Of(options.Reading), Ignored(options, labels), options.CommandLine);
        foreach (var note in trained.Card.Notes)
        {
            events.Note(note);
        }

        var measured = split.Test.Length == 0 ? null : Measure(trained, read.Table.Select(split.Test), options, cancellationToken);
        trained.Save(options.Output, SavedTableModels.Codecs);
        return new(options.Output, trained.Card, measured, positive);
    }

    private static TableReadResult Open(TableTrainingOptions options, IProgress<WorkflowEvent>? events, CancellationToken cancellationToken)
    {
        if (!File.Exists(options.Path))
            throw new InputException($"there is no file '{options.Path}'");
        var read = TableInput.Open(options.Path, options.Reading, options.Lenient, events, cancellationToken);
        if (read.Table.Labels is not { } labels)
            throw new InputException(
                $"'{options.Path}' names no class column: give --target; the columns are "
                + $"{string.Join(", ", read.Table.Columns.Select(c => c.Name))}");
        if (labels.ClassCounts().Count(n => n > 0) < 2)
            throw new InputException(
                $"'{options.Path}' has rows of one class, '{labels.Classes[labels[0]]}'; a classifier needs at least two");
        ProvenanceTable.Refuse(options.Path, read.Table,
            "rows made from others would stand in the test split beside those that they were made from", ", and the sampler with --method");
        TableInputs.SayColumns(options.Path, read, events);
        return read;
    }

    private static TableModel Training(
        Table training, TableTrainingOptions options, Learner learner, MethodVariant variant, PositiveChoice? positive,
            CancellationToken cancellationToken)
    {
        var classes = training.RequireLabels().Classes;
        var method = TableMethod.Of(variant, TableLearners.All, classes);
        var rule = options.TuneThreshold;
        if (rule is null && options.Costs.Count > 0 && options.TestShare == 0)
            throw new InputException("--cost is for --tune-threshold cost and for the test rows, and there are neither: leave it out");
        try
        {
            return TableModelTraining.Run(training, new TableModelOptions
            {
                Method = method,
                Learner = learner,
                LearnerOptions = MethodVariants.OptionsOf(learner.Name, options.Options),
                Seed = options.Seed,
                Calibration = options.Calibration,
                InnerFolds = options.InnerFolds,
                PositiveClass = positive?.Class,
                Threshold = rule is null || classes.Count != 2 ? null
                    : ThresholdTuning.Parse(rule, ClassCosts.Parse(options.Costs, classes), positive!.Class),
                WeightsFor = classes.Count == 2 ? "balanced_accuracy" : WeightsFor(rule, method),
            }, ProgramVersion.Text, cancellationToken);
        }
        catch (ArgumentException fault)
        {
            throw new InputException($"'{options.Path}': {MismatchWords.ForComparison(fault)}");
        }
    }

    /// <summary>The metric that several classes are decided for; a rule without the decision would be passed over.</summary>
    private static string WeightsFor(string? rule, TableMethod method)
    {
        if (rule is not null && method.Description.Decision != DecisionRule.Tuned)
            throw new InputException(
                $"--tune-threshold with more than two classes says for what the weights of the decision are chosen: give --method "
                + $"{method.Description.Name}/threshold with it");
        return rule?.ToLowerInvariant() switch
        {
            null or "balanced-accuracy" => "balanced_accuracy",
            "f1" => "macro_f1",
            "g-mean" => "geometric_mean",
            _ => throw new InputException(
                $"--tune-threshold is '{rule}'; with more than two classes expected f1, balanced-accuracy or g-mean"),
        };
    }

    private static string[] Ignored(TableTrainingOptions options, Labels labels) =>
        [.. new[] { labels.Name, options.Reading.Weights, options.Reading.Groups, options.Reading.Time }.OfType<string>()
            .Concat(options.Reading.Exclude).Distinct()];

    /// <summary>The rows to train on and those to measure on.</summary>
    private static Split Split(Table table, TableTrainingOptions options, IProgress<WorkflowEvent>? events)
    {
        var labels = table.RequireLabels();
        if (options.TestShare == 0)
            return new Split { Train = [.. Enumerable.Range(0, table.RowCount)], Test = [] };
        try
        {
            var random = new RandomStream(options.Seed, "split");
            var split = table.Time is { } times ? TimeSplit.Of(labels.Codes, times, options.TestShare, classNames: labels.Classes)
                : table.Groups is { } groups ? GroupSplit.Of(labels.Codes, groups.Codes, options.TestShare, 0, random,
                    classNames: labels.Classes)
                : StratifiedSplit.Of(labels.Codes, options.TestShare, 0, random, MissingClassPolicy.Warn, labels.Classes);
            foreach (var warning in split.Warnings)
            {
                events.Warn(warning);
            }

            events.Note($"{split.Train.Length} training and {split.Test.Length} test "
                + $"rows{(table.Time is not null ? ", the latest" : table.Groups is { } by ? $", no group of '{by.Name}' in both" : "")}");
            return split;
        }
        catch (ArgumentException fault)
        {
            throw new InputException(
                $"'{options.Path}': {InputFault.Text(fault)}, or --test-share 0 to train on all rows and measure none");
        }
    }

    private static Evaluation Measure(TableModel model, Table test, TableTrainingOptions options, CancellationToken cancellationToken)
    {
        var (card, labels) = (model.Card, test.RequireLabels().Codes.ToArray());
        var probabilities = model.PredictProbabilities(test);
        var set = new PredictionSet(labels, model.Decide(probabilities), card.ClassNames, probabilities)
        {
            Weights = test.Weights,
        };
        var evaluation = Evaluation.Of(set, new EvaluationOptions
        {
            PositiveClass = card.PositiveClass,
            BootstrapReplicates = options.BootstrapReplicates,
            Seed = options.Seed,
            ExtraMetrics = ClassCosts.Parse(options.Costs, card.ClassNames),
        }, cancellationToken);
        return model.CountSeen(test) is > 0 and var seen
            ? evaluation with { Notes = [.. evaluation.Notes,
                $"{seen} of {test.RowCount} test rows equal a training row in every column: repeated rows, which flatter the model"] }
            : evaluation;
    }
}
