using System.Globalization;
using Counterpoise.Experiments;
using Counterpoise.Methods;
using Counterpoise.MultiLabel;
using Counterpoise.Randomness;
using Counterpoise.TableModels;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.MultiLabel;

/// <summary>Trains a model for each of several labels, keeps them in one file, and measures them once on rows that they have not
/// seen.</summary>
public static class MultiLabelTraining
{
    /// <summary>Parts that rows are dealt into by iterative stratification; a test share is so many of them.</summary>
    private const int Parts = 20;

    /// <summary>Reads, splits, trains, saves, measures.</summary>
    /// <param name="options">Which model.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early; no file is written then.</param>
    /// <exception cref="InputException">The table, the method or an option cannot be used.</exception>
    public static MultiLabelTrainingResult Run(MultiLabelTrainingOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.TestShare is not (>= 0 and <= 0.9))
            throw new InputException(string.Create(CultureInfo.InvariantCulture,
                $"--test-share is {options.TestShare}; expected a share of the rows, from 0 to 0.9"));
        OutputPath.RequireOther(options.Output, options.Input);
        OutputPath.RequireFile(options.Output, "a model of several labels");
        if (LabelledImages.ColumnOf(options) is not null)
            throw new InputException($"'{options.Input}' names images, whose labels are compared and profiled; a model that is kept is of "
                + $"tables: leave the column of images out with --exclude");
        if (options.TestShare > 0 && (options.Reading.Groups ?? options.Reading.Time) is { } whole)
            throw new InputException($"rows of several labels are split by their labels, and '{whole}' asks for another split: give "
                + $"--test-share 0 and measure by evaluate, or leave it out");
        var learner = TableLearners.Find(options.Classifier);
        learner.Bind(MethodVariants.OptionsOf(learner.Name, options.MethodOptions));
        var variant = MethodVariants.Parse([options.Method], options.MethodOptions, [], [learner.Name])[0];
        var (features, labels) = MultiLabelInput.Read(options, events, cancellationToken);
        return InputFault.InWords(() =>
        {
            var (train, test) = Split(labels, options, events);
            var training = labels.Select(train);
            var progress = events.Count("labels", labels.Names.Count);
            using var model = MultiLabelModel.Train(features.Select(train), training, options.Targets, options.Separator,
                new TableModelOptions
                {
                    Method = TableMethod.Of(variant, TableLearners.All, MultiLabelModel.Classes),
                    Learner = learner,
                    LearnerOptions = MethodVariants.OptionsOf(learner.Name, options.MethodOptions),
                    Seed = options.Seed,
                    Calibration = options.Calibration,
                    InnerFolds = options.InnerFolds,
                    Threshold = options.TuneThreshold is { } rule ? ThresholdTuning.Parse(rule, [], 1) : null,
                }, m => m.Describe(ReadingTexts.Of(options.Reading), [.. options.Targets.Concat(options.Reading.Exclude).Distinct()],
                    options.CommandLine), progress, cancellationToken);
            var measured = test.Length == 0 ? null : MultiLabelEvaluation.Of(labels.Select(test),
                model.PredictProbabilities(features.Select(test)), model.Thresholds, options.BootstrapReplicates, seed: options.Seed,
                cancellationToken: cancellationToken);
            model.Save(options.Output, SavedTableModels.Codecs);
            return new MultiLabelTrainingResult(options.Output, labels.Names,
                [.. Enumerable.Range(0, labels.Names.Count).Select(l => training.Codes(l).Sum())], model.Thresholds, measured);
        });
    }

    private static (int[] Train, int[] Test) Split(LabelSet labels, MultiLabelTrainingOptions options, IProgress<WorkflowEvent>? events)
    {
        int[] all = [.. Enumerable.Range(0, labels.Rows)];
        var parts = Math.Min(Parts, labels.Rows);
        var taken = (int)Math.Round(options.TestShare * parts);
        if (taken == 0)
        {
            if (options.TestShare > 0)
                events.Warn($"{labels.Rows} rows are too few to keep a test split apart: nothing is measured");
            return (all, []);
        }

        int[] test = [.. IterativeStratification.Of(labels, parts, new RandomStream(options.Seed, "split")).Take(taken)
            .SelectMany(s => s.Test).Order()];
        events.Note($"{labels.Rows - test.Length} training and {test.Length} test rows, stratified by all labels");
        return ([.. all.Except(test)], test);
    }
}
