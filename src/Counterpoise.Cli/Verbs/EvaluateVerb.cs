using System.CommandLine;
using Counterpoise.Cli.ImageTasks;
using Counterpoise.Cli.Output;
using Counterpoise.Cli.TableTasks;
using Counterpoise.Metrics;

namespace Counterpoise.Cli.Verbs;

/// <summary><c>counterpoise evaluate predictions.csv --target y</c> or <c>evaluate model --data images</c>: metrics of predictions, with intervals.</summary>
internal sealed class EvaluateVerb : IVerb
{
    public static Command Create()
    {
        var input = new Argument<string>("model or predictions") { Description = "A model (a run's folder, or its checkpoints/best.safetensors), with the images in --data; or a table of predictions with the true class (--target) and, per row, a predicted class (--predicted), a probability (--score), or a column p_<class> for each class." };
        var predicted = new Option<string?>("--predicted") { Description = "Column of predicted classes.", HelpName = "column" };
        var score = new Option<string?>("--score") { Description = "Column of the positive class's probability.", HelpName = "column" };
        var positive = new Option<string?>("--positive") { Description = "The positive class of two; the rarer one where left out.", HelpName = "class" };
        var threshold = new Option<double?>("--threshold") { Description = "Probability from which the positive class is predicted. Choose it on validation rows.", HelpName = "number" };
        var bootstrap = new Option<int>("--bootstrap") { Description = "Bootstrap draws for the intervals; 0 makes none.", DefaultValueFactory = _ => 1000, HelpName = "draws" };
        var confidence = new Option<double>("--confidence") { Description = "Coverage of the intervals.", DefaultValueFactory = _ => 0.95, HelpName = "share" };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the bootstrap; for models also of the split, as in train.", HelpName = "number" };
        var command = new Command("evaluate", "Metrics of a model on images, or of a file of predictions, with intervals.") { input, predicted, score, positive, threshold, bootstrap, confidence, seed, ClassCosts.Cost };
        HelpGroups.Add(command, "Reading tables of predictions", [.. TableOptions.Reading, TableOptions.Lenient]);
        Option[] ofPredictions = [predicted, score, positive, threshold, ClassCosts.Cost, .. TableOptions.Reading, TableOptions.Lenient];
        Option[] known = [.. command.Options];
        ImageEvaluation.AddTo(command);
        Option[] ofModels = [.. command.Options.Except(known)];
        command.SetAction((parsed, cancellationToken) =>
        {
            if (ModelFile.Is(parsed.GetValue(input)!))
            {
                IgnoredOptions.Refuse(parsed, ofPredictions, $"is for tables of predictions, and '{parsed.GetValue(input)}' is a model");
                var measuring = new EvaluationOptions { BootstrapReplicates = parsed.GetValue(bootstrap), Confidence = parsed.GetValue(confidence), Seed = parsed.GetValue(seed) };
                return Task.Run(() => ImageEvaluation.Run(parsed, parsed.GetValue(input)!, measuring, cancellationToken), cancellationToken);
            }

            IgnoredOptions.Refuse(parsed, ofModels, $"is for models, and '{parsed.GetValue(input)}' is a table of predictions");
            var table = TableOptions.Open(parsed.GetValue(input)!, parsed, Terminal.Say, cancellationToken);
            if (table.Table.Labels is null)
                throw new InputException("the column of true classes is not named: give --target");
            var (set, positiveClass) = PredictionFile.Of(table, parsed.GetValue(predicted), parsed.GetValue(score), parsed.GetValue(positive), parsed.GetValue(threshold));
            var options = new EvaluationOptions { PositiveClass = positiveClass, BootstrapReplicates = parsed.GetValue(bootstrap), Confidence = parsed.GetValue(confidence), Seed = parsed.GetValue(seed), ExtraMetrics = ClassCosts.Of(parsed, set.ClassNames) };
            Write(parsed.GetValue(SharedOptions.Json), Evaluation.Of(set, options, cancellationToken), set, positiveClass);
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }

    private static void Write(bool json, Evaluation evaluation, PredictionSet set, int positive)
    {
        if (json)
        {
            Terminal.WriteData(EvaluationTables.Json(evaluation));
            return;
        }

        EvaluationTables.Write(evaluation, set.ClassCount == 2 ? $", positive class {set.ClassNames[positive]}" : "");
    }
}
