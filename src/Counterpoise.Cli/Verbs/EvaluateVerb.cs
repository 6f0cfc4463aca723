using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.ImageTasks;
using Counterpoise.Cli.Output;
using Counterpoise.Cli.TableTasks;
using Counterpoise.Data;
using Counterpoise.Metrics;
using Counterpoise.Tables;

namespace Counterpoise.Cli.Verbs;

/// <summary><c>counterpoise evaluate predictions.csv --target y</c> or <c>evaluate model --data images</c>: metrics of predictions, with intervals.</summary>
internal sealed class EvaluateVerb : IVerb
{
    public static Command Create()
    {
        var input = new Argument<string>("model or predictions") { Description = "A model (a run's folder, or its checkpoints/best.safetensors), with the images in --data; or a table of predictions with the true class (--target) and, per row, a predicted class (--predicted), a probability (--score), or a column p_<class> for each class." };
        var predicted = new Option<string?>("--predicted") { Description = "Column of predicted classes.", HelpName = "column" };
        var score = new Option<string?>("--score") { Description = "Column of the positive class's probability.", HelpName = "column" };
        var threshold = new Option<double?>("--threshold") { Description = "Probability from which the positive class is predicted. Choose it on validation rows.", HelpName = "number" };
        var percent = new Option<bool>("--percent") { Description = "Probabilities are written from 0 to 100." };
        var rescale = new Option<bool>("--rescale") { Description = "Divide each row of probabilities by its sum, also where rounding does not explain it." };
        var bootstrap = new Option<int>("--bootstrap") { Description = "Bootstrap draws for the intervals; 0 makes none.", DefaultValueFactory = _ => 1000, HelpName = "draws" };
        var confidence = new Option<double>("--confidence") { Description = "Coverage of the intervals.", DefaultValueFactory = _ => 0.95, HelpName = "share" };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the bootstrap; for models also of the split, as in train.", HelpName = "number" };
        var command = new Command("evaluate", "Metrics of a model on images, or of a file of predictions, with intervals.") { input, predicted, score, PositiveChoice.Positive, threshold, ImageDecision.Tuned, percent, rescale, bootstrap, confidence, seed, ClassCosts.Cost };
        HelpGroups.Add(command, "Reading tables of predictions", TableOptions.Reading);
        Option[] ofPredictions = [predicted, score, PositiveChoice.Positive, threshold, percent, rescale, ClassCosts.Cost, .. TableOptions.Reading];
        Option[] known = [.. command.Options];
        ImageEvaluation.AddTo(command);
        Option[] ofModels = [.. command.Options.Except(known)];
        command.SetAction((parsed, cancellationToken) =>
        {
            if (ModelFile.Is(parsed.GetValue(input)!))
            {
                IgnoredOptions.Refuse(parsed, ofPredictions, $"is for tables of predictions, and '{parsed.GetValue(input)}' is a model");
                var measuring = new EvaluationOptions { BootstrapReplicates = parsed.GetValue(bootstrap), Confidence = parsed.GetValue(confidence), Seed = parsed.GetValue(seed) };
                return TensorWork.RunAsync(() => ImageEvaluation.Run(parsed, parsed.GetValue(input)!, measuring, cancellationToken));
            }

            IgnoredOptions.Refuse(parsed, ofModels, $"is for models, and '{parsed.GetValue(input)}' is a table of predictions");
            var columns = new PredictionColumns(parsed.GetValue(predicted), parsed.GetValue(score), Positive(parsed), parsed.GetValue(percent), parsed.GetValue(rescale));
            var measured = new EvaluationOptions { BootstrapReplicates = parsed.GetValue(bootstrap), Confidence = parsed.GetValue(confidence), Seed = parsed.GetValue(seed) };
            Measure(parsed, columns, parsed.GetValue(threshold), measured, parsed.GetValue(input)!, cancellationToken);
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }

    /// <summary>The class of --positive-when is the positive one.</summary>
    private static string? Positive(ParseResult parsed) =>
        parsed.GetValue(PositiveChoice.Positive) ?? (parsed.GetValue(TableOptions.PositiveWhen) is not null ? TableOptions.Read(parsed).PositiveWhen!.Positive : null);

    private static void Measure(ParseResult parsed, PredictionColumns columns, double? threshold, EvaluationOptions options, string path, CancellationToken cancellationToken)
    {
        RequireOneDecision(parsed, columns, threshold);
        var read = Open(parsed, columns, path, cancellationToken);
        var predictions = PredictionFile.Of(read, columns);
        var costs = ClassCosts.Of(parsed, predictions.Set.ClassNames);
        object? tuned = null;
        if (threshold is { } limit)
            predictions = predictions.Decided(limit, "--threshold");
        else if (parsed.GetValue(ImageDecision.Tuned) is { } rule)
            (predictions, tuned) = ThresholdTuning.Run(predictions, ThresholdTuning.Parse(rule, costs, predictions.PositiveClass), options, cancellationToken);
        var evaluation = Evaluation.Of(predictions.Set, options with { PositiveClass = predictions.PositiveClass, ExtraMetrics = costs }, cancellationToken);
        evaluation = evaluation with { Notes = [.. predictions.Notes, .. evaluation.Notes, .. ReversedScores.Notes(evaluation, predictions)] };
        if (parsed.GetValue(SharedOptions.Json))
            Terminal.WriteData(EvaluationTables.Json(evaluation, predictions.Positive is { } positive ? new { name = predictions.Set.ClassNames[positive.Class], reason = positive.Reason } : null, tuned));
        else
            EvaluationTables.Write(evaluation, predictions.Positive is { } p ? $", positive class {predictions.Set.ClassNames[p.Class]} ({p.Reason})" : "");
    }

    private static void RequireOneDecision(ParseResult parsed, PredictionColumns columns, double? threshold)
    {
        if (threshold is < 0 or > 1 or double.NaN)
            throw new InputException(string.Create(CultureInfo.InvariantCulture, $"--threshold is {threshold}; expected a probability, 0 to 1"));
        var tuned = parsed.GetValue(ImageDecision.Tuned) is not null;
        if (columns.Predicted is not null && (threshold is not null || tuned))
            throw new InputException($"{(tuned ? "--tune-threshold" : "--threshold")} decides from probabilities, and --predicted names classes that are decided already: choose one");
        if (threshold is not null && tuned)
            throw new InputException("--threshold and --tune-threshold both set the threshold: choose one");
    }

    private static TableReadResult Open(ParseResult parsed, PredictionColumns columns, string path, CancellationToken cancellationToken)
    {
        var options = TableOptions.Read(parsed, path);
        // Predicted classes are names, as true ones are.
        if (columns.Predicted is { } predicted && !options.Kinds.ContainsKey(predicted) && options.PositiveWhen is null && TableFaults.InWords(() => TableFile.ColumnNames(path, options)).Contains(predicted))
            options = options with { Kinds = new Dictionary<string, ColumnKind>(options.Kinds) { [predicted] = ColumnKind.Categorical } };
        var read = TableOptions.Open(path, options, parsed.GetValue(TableOptions.Lenient), Terminal.Say, cancellationToken);
        return read.Table.Labels is null ? throw new InputException("the column of true classes is not named: give --target") : read;
    }
}
