using System.Globalization;
using Counterpoise.Methods;
using Counterpoise.Randomness;
using Counterpoise.Splits;
using Counterpoise.TableModels;
using Counterpoise.Tables;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Workflows.Regression;

/// <summary>
/// Trains a regressor on a table by any method for rare targets, keeps it in one file, and measures it once on rows that it has not seen.
/// </summary>
public static class RegressionTraining
{
    private const int MostStrata = 10;

    /// <summary>Reads, splits, trains, saves, measures.</summary>
    /// <param name="options">Which model.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early; no file is written then.</param>
    /// <exception cref="InputException">The table, the method, the regressor or an option cannot be used.</exception>
    public static RegressionTrainingResult Run(RegressionTrainingOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.TestShare is not (>= 0 and < 1))
            throw new InputException(string.Create(CultureInfo.InvariantCulture,
                $"--test-share is {options.TestShare}; expected a share of the rows, from 0 to below 1"));
        OutputPath.RequireOther(options.Output, options.Input);
        OutputPath.RequireFile(options.Output, "a model of numbers");
        var pipeline = Bind(options.Method, options.Regressor, options.Options);
        var (features, targets) = RegressionInput.Open(options, events, cancellationToken);
        ProvenanceTable.Refuse(options.Input, features,
            "rows made from others would stand in the test split beside those that they were made from", ", and the sampler with --method");
        return InputFault.InWords(() =>
        {
            events.Note($"{options.Input}: {TargetProfile.Of(targets, options)}");
            var split = Split(features, targets, options, events);
            double[] Of(int[] rows) => [.. rows.Select(i => targets[i])];
            using var model = Train(features.Select(split.Train), Of(split.Train), pipeline, options, cancellationToken)
                .Describe(ReadingTexts.Of(options.Reading), Ignored(options), options.CommandLine);
            foreach (var note in model.Card.Notes)
            {
                events.Note(note);
            }

            var measured = split.Test.Length == 0 ? null : Measure(model, features.Select(split.Test), Of(split.Test), options, events,
                cancellationToken);
            model.Save(options.Output, RegressionModels.Codecs);
            return new RegressionTrainingResult(options.Output, model.Card, measured);
        });
    }

    /// <summary>The method and the regressor of names with options; every option belongs to one of them.</summary>
    /// <exception cref="InputException">A name or an option cannot be used.</exception>
    internal static (RegressionMethodChoice Method, ImbalancedRegression.IRegressor Regressor, IReadOnlyDictionary<string, string> Changed)
        Bind(string method, string regressor, IReadOnlyList<string> options)
    {
        var choice = RegressorChoice.Find(regressor);
        return InputFault.InWords(() =>
        {
            var chosen = RegressionMethodChoice.Bind(method, word => MethodVariants.OptionsOf(word, options));
            string[] words = [chosen.Method.Name, choice.Name];
            if (options.FirstOrDefault(o => !words.Contains(o.Split('.')[0], StringComparer.OrdinalIgnoreCase)) is { } lost)
                throw new InputException($"option '{lost}' is of neither the method '{words[0]}' nor the regressor '{words[1]}': leave it "
                    + $"out, or name the one that it is of");
            var (made, changed) = choice.Bind(MethodVariants.OptionsOf(choice.Name, options));
            return (chosen, made, changed);
        });
    }

    private static RegressionModel Train(Table training, double[] targets, (RegressionMethodChoice Method,
        ImbalancedRegression.IRegressor Regressor, IReadOnlyDictionary<string, string> Changed) pipeline, RegressionTrainingOptions options,
        CancellationToken cancellationToken) => RegressionModel.Train(training, targets, new RegressionModelOptions
        {
            Target = options.Reading.Target!,
            Regressor = pipeline.Regressor,
            RegressorOptions = pipeline.Changed,
            Method = pipeline.Method.Method,
            MethodOptions = pipeline.Method.Changed,
            Resampling = pipeline.Method.Resampling with { Threshold = options.Threshold,
                Relevance = TargetProfile.Relevance(targets, options) },
            Smoothing = pipeline.Method.Smoothing,
            Side = options.Side,
            Seed = options.Seed,
        }, ProgramVersion.Text, cancellationToken);

    private static string[] Ignored(RegressionTrainingOptions options) =>
        [.. new[] { options.Reading.Target, options.Reading.Groups, options.Reading.Time }.OfType<string>().Concat(options.Reading.Exclude)
            .Distinct()];

    /// <summary>The rows to train on and those to measure on.</summary>
    private static Split Split(Table table, double[] targets, RegressionTrainingOptions options, IProgress<WorkflowEvent>? events)
    {
        if (options.TestShare == 0)
            return new Split { Train = [.. Enumerable.Range(0, targets.Length)], Test = [] };
        var random = new RandomStream(options.Seed, "split");
        var strata = new int[targets.Length];
        var count = Math.Clamp(targets.Length / MostStrata, 1, MostStrata);
        foreach (var (rank, row) in Enumerable.Range(0, targets.Length).OrderBy(i => targets[i]).ThenBy(i => i).Index())
        {
            strata[row] = (int)((long)rank * count / targets.Length);
        }

        // Tenths of the targets are no classes: what lacks one is not told.
        var split = table.Time is { } times ? TimeSplit.Of(new int[targets.Length], times, options.TestShare)
            : table.Groups is { } groups ? GroupSplit.Of(strata, groups.Codes, options.TestShare, 0, random)
            : StratifiedSplit.Of(strata, options.TestShare, 0, random, MissingClassPolicy.Warn);
        if (split.Train.Length == 0 || split.Test.Length == 0)
            throw new InputException(string.Create(CultureInfo.InvariantCulture,
                $"'{options.Input}': {targets.Length} rows give {split.Train.Length} training and {split.Test.Length} test rows at "
                + $"--test-share {options.TestShare}: give more rows, or --test-share 0 to train on all and measure none"));
        events.Note($"{split.Train.Length} training and {split.Test.Length} test "
            + $"rows{(table.Time is not null ? ", the latest" : table.Groups is { } by ? $", no group of '{by.Name}' in both" : "")}");
        return split;
    }

    private static RegressionMeasures Measure(RegressionModel model, Table test, double[] targets, RegressionTrainingOptions options,
        IProgress<WorkflowEvent>? events, CancellationToken cancellationToken)
    {
        if (model.CountSeen(test) is > 0 and var seen)
            events.Warn($"{seen} of {test.RowCount} test rows equal a training row in every column: repeated rows, which flatter the "
                + $"model");
        return RegressionMeasures.Of(targets, model.Predict(test), model.Relevance, model.Card.RareFrom, options.BootstrapReplicates,
            seed: options.Seed, cancellationToken: cancellationToken);
    }
}
