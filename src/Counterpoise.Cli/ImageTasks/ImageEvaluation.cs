using System.CommandLine;
using Counterpoise.Cli.Output;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Prediction;
using Counterpoise.Learning.Runs;
using Counterpoise.Metrics;
using Counterpoise.Torch;
using Counterpoise.Vision.Experiments;
using Counterpoise.Vision.Loading;
using Counterpoise.Vision.Models;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Cli.ImageTasks;

/// <summary>Evaluates a shipped model on the test part of a data set.</summary>
internal static class ImageEvaluation
{
    private static readonly Option<string?> Data = new("--data") { Description = "For models: the images to evaluate on, as for train.", HelpName = "data set" };
    private static readonly Option<EvaluatedPart> Part = new("--part") { Description = "For models: the part of the images.", DefaultValueFactory = _ => EvaluatedPart.Test };
    private static readonly Option<int> BatchSize = new("--batch-size") { Description = "For models: images at a time.", DefaultValueFactory = _ => 64 };
    private static readonly Option<int> Threads = new("--threads") { Description = "For models: threads of the engine; 0 takes all processors." };
    private static readonly Option<bool> BFloat16 = new("--bf16") { Description = "For models: run the network in bfloat16." };

    /// <summary>Adds the options of models to the verb.</summary>
    public static void AddTo(Command command)
    {
        foreach (var option in (Option[])[Data, Part, BatchSize, Threads, BFloat16, .. ImageDecision.Options])
        {
            command.Options.Add(option);
        }

        ImageDataOptions.AddTo(command);
    }

    /// <summary>Evaluates a model.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="model">A weight file or a run's folder.</param>
    /// <param name="options">How to measure; its seed also draws the split where the data names none.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public static int Run(ParseResult parsed, string model, EvaluationOptions options, CancellationToken cancellationToken)
    {
        var path = parsed.GetValue(Data) ?? throw new InputException($"'{model}' is a model: name the images to evaluate it on with --data");
        if (parsed.GetValue(Threads) is > 0 and var threads)
        {
            torch.set_num_threads(threads);
        }

        using var classifier = ModelFile.Load(model, null, []);
        var dataset = Matching(ImageDataOptions.Find(path, parsed, classifier.Card.ClassNames), classifier.Card, model);
        dataset = ImageDataOptions.Readable(dataset, parsed, cancellationToken);
        var rows = Rows(dataset, parsed, model, options.Seed);
        if (rows.Length == 0)
        {
            throw new InputException($"{path} has no {parsed.GetValue(Part).ToString().ToLowerInvariant()} part: name another with --part");
        }

        Terminal.Say($"{rows.Length} images of {dataset.Name} ({(parsed.GetValue(Part) == EvaluatedPart.All ? "all" : $"{parsed.GetValue(Part).ToString().ToLowerInvariant()} part")}), {classifier.Card.Architecture}");
        PredictionBatch Predict(int[] images)
        {
            var source = new ImageBatchSource(dataset.Subset(images), classifier.Evaluation, new ImageLoaderOptions { Normalization = classifier.Normalization, MaximumPixels = ImageDataOptions.MaximumPixelsOf(parsed), SixteenBitDepth = classifier.Card.SixteenBitDepth });
            return Predictor.Run(classifier.Network, source, parsed.GetValue(BatchSize), bfloat16: parsed.GetValue(BFloat16), cancellationToken: cancellationToken);
        }

        var (set, positive) = ImageDecision.Decide(parsed, classifier.Card, Predict(rows), () => Predict(Validation(dataset, parsed, model, options.Seed)));
        var evaluation = Evaluation.Of(set, options with { PositiveClass = positive }, cancellationToken);
        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteJson(evaluation);
        }
        else
        {
            EvaluationTables.Write(evaluation);
        }

        return ExitCode.Ok;
    }

    /// <summary>The data set with its classes in the model's order.</summary>
    private static ImageDataset Matching(ImageDataset dataset, ModelCard card, string model)
    {
        // Folders without images are no classes of the data; of the model's classes some may be absent from it.
        var counts = dataset.CountClasses();
        var present = dataset.ClassNames.Where((_, label) => counts[label] > 0).ToArray();
        string[] absent = [.. card.ClassNames.Except(present)];
        if (present.Length > 0 && present.All(card.ClassNames.Contains))
        {
            if (absent.Length > 0)
            {
                Terminal.Say($"note: {dataset.Name} has no images of {string.Join(", ", absent.Select(c => $"'{c}'"))}: measures of {(absent.Length == 1 ? "that class" : "those classes")} are left out");
            }

            return dataset.AmongClasses(card.ClassNames);
        }

        throw new InputException($"{dataset.Name} has the classes {string.Join(", ", dataset.ClassNames)}; {model} was trained on {string.Join(", ", card.ClassNames)}: leave {string.Join(", ", present.Except(card.ClassNames).Select(c => $"'{c}'"))} out, which the model does not know, with --classes {string.Join(',', present.Intersect(card.ClassNames))}");
    }

    private static int[] Rows(ImageDataset dataset, ParseResult parsed, string model, ulong seed)
    {
        var part = parsed.GetValue(Part);
        if (part == EvaluatedPart.All)
        {
            return [.. Enumerable.Range(0, dataset.Count)];
        }

        var parts = ImageDataOptions.Split(dataset, parsed, seed);
        if (part != EvaluatedPart.Test || dataset.IndicesOf(DatasetPart.Test).Length == 0)
        {
            RequireSplitOfRun(parts, model, seed);
        }

        return part switch { EvaluatedPart.Train => parts.Train, EvaluatedPart.Validation => parts.Validation, _ => parts.Test };
    }

    /// <summary>The validation images of the model's training, on which a threshold may be chosen for its test images.</summary>
    private static int[] Validation(ImageDataset dataset, ParseResult parsed, string model, ulong seed)
    {
        if (parsed.GetValue(Part) != EvaluatedPart.Test)
        {
            throw new InputException($"--tune-threshold chooses on the validation part, so that it is measured on the test part alone: leave --part {parsed.GetValue(Part).ToString().ToLowerInvariant()} out");
        }

        var parts = ImageDataOptions.Split(dataset, parsed, seed);
        if (dataset.IndicesOf(DatasetPart.Validation).Length == 0)
        {
            RequireSplitOfRun(parts, model, seed);
        }

        return parts.Validation.Length > 0 ? parts.Validation : throw new InputException($"{dataset.Name} has no validation part to choose a threshold on: leave --tune-threshold out");
    }

    /// <summary>A part that is drawn and not named by the data is that of the training only under its seed and shares; else images that were trained on would be tested.</summary>
    private static void RequireSplitOfRun(ImageParts parts, string model, ulong seed)
    {
        var folder = Directory.Exists(model) ? model : Path.GetDirectoryName(Path.GetDirectoryName(Path.GetFullPath(model)));
        if (folder is null || !File.Exists(Path.Combine(folder, "config.json")))
        {
            Terminal.Say($"warning: the data names no parts and the model's run is not at hand, so nothing proves that these images were not trained on; they were not if the model was trained with --seed {seed} and the same shares");
            return;
        }

        var own = ImageExperiment.Settings(parts, Method.Known[0], new ImageExperimentOptions(), seed, "own");
        if (RunFolder.SettingsOf(folder).GetValueOrDefault("split") != own["split"])
        {
            throw new InputException($"{parts.Dataset.Name} names no parts, and --seed {seed} with these shares does not draw the split of {folder}, so trained images would be tested: give the --seed, --test-share and --validation-share of the training, or --part all where the images are new");
        }
    }
}
