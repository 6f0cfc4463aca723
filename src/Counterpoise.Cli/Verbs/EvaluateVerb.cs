using System.CommandLine;
using Counterpoise.Cli.ImageTasks;
using Counterpoise.Cli.MultiLabelTasks;
using Counterpoise.Cli.Output;
using Counterpoise.Cli.RegressionTasks;
using Counterpoise.Cli.TableTasks;
using Counterpoise.Metrics;
using Counterpoise.Workflows;
using Counterpoise.Workflows.MultiLabel;
using Counterpoise.Workflows.Regression;
using Counterpoise.Workflows.Tables;
using Counterpoise.Workflows.Tasks;

namespace Counterpoise.Cli.Verbs;

/// <summary>
/// <c>counterpoise evaluate predictions.csv --target y</c> or <c>evaluate model --data images</c>: metrics of predictions, with intervals.
/// </summary>
internal static class EvaluateVerb
{
    public static Command Create()
    {
        var input = new Argument<string>("model or predictions") { Description =
            "A model (a file of train on a table; a run's folder, or its checkpoints/best.safetensors; an ONNX file from export), "
            + "with the data behind it or in --data; or a table of predictions with the true class (--target) and, per row, a predicted "
            + "class (--predicted), a probability (--score), or a column p_<class> for each class." };
        var rows = new Argument<string?>("data") { Description = "Of a model the data to measure it on.", Arity = ArgumentArity.ZeroOrOne };
        var predicted = new Option<string?>("--predicted") { Description = "Column of predicted classes.", HelpName = "column" };
        var score = new Option<string?>("--score") { Description = "Column of the positive class's probability.", HelpName = "column" };
        var threshold = new Option<double?>("--threshold") { Description =
            "Probability from which the positive class is predicted. Choose it on validation rows.", HelpName = "number" };
        var percent = new Option<bool>("--percent") { Description = "Probabilities are written from 0 to 100." };
        var rescale = new Option<bool>("--rescale") { Description =
            "Divide each row of probabilities by its sum, also where rounding does not explain it." };
        var trained = new Option<string[]>("--trained-priors") { Description =
            "The class priors of the rows that the model was trained on: balanced, or fraud=0.5. Probabilities are corrected "
            + "from them to --priors.",
            AllowMultipleArgumentsPerToken = true, HelpName = "balanced or class=prior" };
        var priors = new Option<string[]>("--priors") { Description =
            "The class priors where the model is used; those of the file where left out.", AllowMultipleArgumentsPerToken = true,
            HelpName = "balanced or class=prior" };
        var bootstrap = new Option<int>("--bootstrap") { Description = "Bootstrap draws for the intervals; 0 makes none.",
            DefaultValueFactory = _ => 1000, HelpName = "draws" };
        var confidence = new Option<double>("--confidence") { Description = "Coverage of the intervals.", DefaultValueFactory = _ => 0.95,
            HelpName = "share" };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the bootstrap; for models also of the split, as in train.",
            HelpName = "number" };
        var command = new Command("evaluate",
            "Metrics of a model on a table or on images, or of a file of predictions, with intervals.") { input, rows, predicted, score,
            TableArguments.Positive, threshold, DecisionArguments.Tuned, percent, rescale, trained, priors, bootstrap, confidence, seed,
            TableArguments.Cost };
        HelpGroups.Add(command, "Reading tables of predictions", TableOptions.Reading);
        RegressionArguments.AddTo(command);
        Option[] ofPredictions = [predicted, score, TableArguments.Positive, threshold, percent, rescale, trained, priors,
            TableArguments.Cost, .. TableOptions.Reading];
        Option[] known = [.. command.Options];
        ImageEvaluationArguments.AddTo(command);
        Option[] ofModels = [.. command.Options.Except(known)];
        Option[] ofTableModels = [threshold, bootstrap, confidence, seed, TableArguments.Cost, TableOptions.Target, TableOptions.Weights,
            ImageEvaluationArguments.Data, .. DecisionArguments.Options, .. TableModelOptions.Reading];
        Option[] notOfTableModels = [.. command.Options.Except(ofTableModels)];
        EvaluationOptions Measures(ParseResult parsed) => new() { BootstrapReplicates = parsed.GetValue(bootstrap),
            Confidence = parsed.GetValue(confidence), Seed = parsed.GetValue(seed) };
        string? Data(ParseResult parsed) => ImageEvaluationArguments.DataOf(parsed, parsed.GetValue(rows));
        new DataArms(parsed => parsed.GetValue(input), Recognizer,
            new DataArm(DataTasks.Numbers, (parsed, cancellationToken) => OfNumbers(parsed, Data(parsed), Measures(parsed),
                cancellationToken)),
            new DataArm(DataTasks.Labels, (parsed, cancellationToken) =>
            {
                var (model, data, measures) = (parsed.GetValue(input)!, Data(parsed), Measures(parsed));
                IgnoredOptions.Refuse(parsed, [.. notOfTableModels, TableArguments.Cost, TableOptions.Target, TableOptions.Weights,
                    .. DecisionArguments.Options], $"is not for models of several labels, and '{model}' is one");
                if (data is null)
                    throw new InputException($"'{model}' is a model: give the table to measure it on behind it, or in --data");
                var (reading, given) = TableModelOptions.Read(parsed, data);
                return Task.Run(() => MultiLabelArguments.Evaluate(parsed, new MultiLabelPredictingOptions
                {
                    Model = model, Path = data, Reading = reading, ReadingGiven = given, Lenient = parsed.GetValue(TableOptions.Lenient),
                    Threshold = parsed.GetValue(threshold), BootstrapReplicates = measures.BootstrapReplicates,
                    Confidence = measures.Confidence, Seed = measures.Seed,
                }, cancellationToken), cancellationToken);
            }),
            new DataArm(DataTasks.Tables, (parsed, cancellationToken) =>
            {
                var (model, data, measures) = (parsed.GetValue(input)!, Data(parsed), Measures(parsed));
                IgnoredOptions.Refuse(parsed, notOfTableModels, $"is not for models of tables, and '{model}' is one");
                return Task.Run(() => TableModelEvaluationArguments.Run(parsed, model, data, parsed.GetValue(threshold), measures,
                    cancellationToken), cancellationToken);
            }),
            new DataArm(DataTasks.Images, (parsed, cancellationToken) =>
            {
                var (model, data, measures) = (parsed.GetValue(input)!, Data(parsed), Measures(parsed));
                IgnoredOptions.Refuse(parsed, [.. ofPredictions.Except([TableArguments.Positive])],
                    $"is for tables of predictions, and '{model}' is a model");
                return TensorWork.RunAsync(() => ImageEvaluationArguments.Run(parsed, model, data, measures, cancellationToken));
            }))
        { Otherwise = new DataArm(DataTasks.Tables, (parsed, cancellationToken) => OfPredictions(parsed, Data(parsed), Measures(parsed),
            cancellationToken)) }.Use(command);
        return command;

        // What is measured is a model of some kind of data, or predictions of numbers, which the user asks for.
        Func<IDataTask, bool> Recognizer(ParseResult parsed)
        {
            var path = parsed.GetValue(input)!;
            var source = DataArms.Source(parsed, path);
            return source.IsNumeric ? task => task.Recognizes(source) : task => task.RecognizesModel(path);
        }

        Task<int> OfNumbers(ParseResult parsed, string? data, EvaluationOptions measures, CancellationToken cancellationToken)
        {
            var path = parsed.GetValue(input)!;
            if (RegressionModels.Is(path))
            {
                RegressionArguments.RefuseClassification(parsed, path);
                IgnoredOptions.Refuse(parsed, [.. notOfTableModels.Except(RegressionArguments.Options.Except(
                    RegressionArguments.KeptByModels)), threshold, TableArguments.Cost, TableOptions.Weights, .. DecisionArguments.Options],
                    $"is not for models of numbers, and '{path}' is one");
                if (data is null)
                    throw new InputException($"'{path}' is a model: give the table to measure it on behind it, or in --data");
                var (reading, given) = TableModelOptions.Read(parsed, data);
                return Task.Run(() => RegressionArguments.Evaluate(parsed, new RegressionPredictingOptions
                {
                    Model = path, Path = data, Reading = reading, ReadingGiven = given, Lenient = parsed.GetValue(TableOptions.Lenient),
                    BootstrapReplicates = measures.BootstrapReplicates, Confidence = measures.Confidence, Seed = measures.Seed,
                }, cancellationToken), cancellationToken);
            }

            if (DataTasks.All.FirstOrDefault(task => task.RecognizesModel(path)) is { } other)
                throw new InputException($"'{path}' is a model of {other.Name} that predicts no number, and --task is regression: leave "
                    + $"--task out, or give a model that train --task regression has made");
            if (data is not null)
                throw new InputException($"'{data}' is data for a model, and '{path}' is a table of predictions: leave it out");
            IgnoredOptions.Refuse(parsed, command.Options.Except([predicted, bootstrap, confidence, seed, .. TableOptions.Reading,
                .. RegressionArguments.Options, SharedOptions.Json]), "is for classes, and --task is regression");
            return Task.Run(() => RegressionArguments.Evaluate(parsed, path, parsed.GetValue(predicted), measures, cancellationToken),
                cancellationToken);
        }

        Task<int> OfPredictions(ParseResult parsed, string? data, EvaluationOptions measures, CancellationToken cancellationToken)
        {
            var path = parsed.GetValue(input)!;
            if (data is not null)
                throw new InputException($"'{data}' is data for a model, and '{path}' is a table of predictions: leave it out");
            IgnoredOptions.Refuse(parsed, ofModels, $"is for models, and '{path}' is a table of predictions");
            Measure(parsed, new PredictionEvaluationOptions
            {
                Path = path,
                Reading = TableOptions.Read(parsed, path),
                Lenient = parsed.GetValue(TableOptions.Lenient),
                Columns = new PredictionColumns(parsed.GetValue(predicted), parsed.GetValue(score), Positive(parsed),
                    parsed.GetValue(percent), parsed.GetValue(rescale)),
                Threshold = parsed.GetValue(threshold),
                TuneThreshold = parsed.GetValue(DecisionArguments.Tuned),
                TrainedPriors = Lists.Of(parsed.GetValue(trained)),
                Priors = Lists.Of(parsed.GetValue(priors)),
                Costs = Lists.Of(parsed.GetValue(TableArguments.Cost)),
                Measures = measures,
            }, cancellationToken);
            return Task.FromResult(ExitCode.Ok);
        }
    }

    /// <summary>The class of --positive-when is the positive one.</summary>
    private static string? Positive(ParseResult parsed) =>
        parsed.GetValue(TableArguments.Positive) ?? (parsed.GetValue(TableOptions.PositiveWhen) is not null
            ? TableOptions.Read(parsed).PositiveWhen!.Positive : null);

    private static void Measure(ParseResult parsed, PredictionEvaluationOptions options, CancellationToken cancellationToken)
    {
        var (evaluation, positive, tuned) = PredictionEvaluation.Run(options, new ConsoleEvents(), cancellationToken);
        var name = positive is null ? null : evaluation.Classes[positive.Class].Name;
        if (parsed.GetValue(SharedOptions.Json))
            Terminal.WriteData(EvaluationTables.Json(evaluation, positive is null ? null : new { name, reason = positive.Reason }, tuned));
        else
            EvaluationTables.Write(evaluation, name is null ? null : $"the positive class is '{name}', {positive!.Reason}");
    }
}
