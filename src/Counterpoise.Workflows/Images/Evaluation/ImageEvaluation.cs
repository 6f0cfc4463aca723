using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Prediction;
using Counterpoise.Learning.Runs;
using Counterpoise.Metrics;
using Counterpoise.Torch;
using Counterpoise.Vision.Experiments;
using Counterpoise.Vision.Loading;
using Counterpoise.Vision.Models;
using Counterpoise.Vision.Sources;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Images;

/// <summary>Evaluates a shipped model on the test split of a data set.</summary>
public static class ImageEvaluation
{
    /// <summary>Evaluates a model.</summary>
    /// <param name="options">Which model, on which images, and how.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="InputException">The data does not fit the model, or the split is empty.</exception>
    public static Evaluation Run(ImageEvaluationOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return FeatureModelFile.Is(options.Model) ? OnFeatures(options, events, cancellationToken)
            : OnnxClassifier.Is(options.Model) ? Onnx(options, events, cancellationToken)
            : Trained(options, events, cancellationToken);
    }

    private static Evaluation Trained(ImageEvaluationOptions options, IProgress<WorkflowEvent>? events, CancellationToken cancellationToken)
    {
        using var classifier = ModelFile.Load(options.Model, null, []);
        return Evaluate(options, classifier.Card, (images, _) =>
        {
            var source = new ImageBatchSource(images, classifier.Evaluation,
                new ImageLoaderOptions { Normalization = classifier.Normalization, MaximumPixels = options.Data.Decoding.MaximumPixels,
                SixteenBitDepth = classifier.Card.SixteenBitDepth });
            return Predictor.Run(classifier.Network, source, options.BatchSize, bfloat16: options.BFloat16,
                cancellationToken: cancellationToken);
        }, events, cancellationToken);
    }

    private static Evaluation OnFeatures(ImageEvaluationOptions options, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        using var model = FeatureModelFile.Open(options.Model);
        return Evaluate(options, model.Card,
            (images, token) => new PredictionBatch([.. images.Labels], model.Predict(images, events, token), [], 0), events,
            cancellationToken, model.Decision);
    }

    private static Evaluation Onnx(ImageEvaluationOptions options, IProgress<WorkflowEvent>? events, CancellationToken cancellationToken)
    {
        using var model = OnnxClassifier.Open(options.Model);
        if (options.BFloat16)
        {
            throw new InputException("an ONNX file runs in single precision: leave bfloat16 out");
        }

        return Evaluate(options, model.Card, (images, token) =>
        {
            var loader = new ImageLoader(images, model.Evaluation, new ImageLoaderOptions { Normalization = OnnxClassifier.Normalization,
                MaximumPixels = options.Data.Decoding.MaximumPixels, SixteenBitDepth = model.Card.SixteenBitDepth });
            return new PredictionBatch([.. images.Labels],
                [.. model.Run(loader, options.BatchSize, token).SelectMany(p => p.Probabilities)], [], 0);
        }, events, cancellationToken, model.Decide);
    }

    private static Evaluation Evaluate(ImageEvaluationOptions options, ModelCard card,
        Func<ImageDataset, CancellationToken, PredictionBatch> predict, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken, Func<double[], int[]>? own = null)
    {
        var data = new ImageData(options.Data, events);
        var dataset = Matching(data.Find(card.ClassNames), card, options.Model, events);
        dataset = data.Readable(dataset, cancellationToken);
        var rows = Rows(dataset, data, options, events);
        if (rows.Length == 0)
        {
            throw new InputException($"{options.Data.Path} has no {Name(options.Split)} split: name another with --split");
        }

        events.Note($"{rows.Length} images of {dataset.Name} "
            + $"({(options.Split == EvaluatedSplit.All ? "all" : $"{Name(options.Split)} split")}), {card.Architecture}");
        PredictionBatch Predict(int[] images) => predict(dataset.Subset(images), cancellationToken);
        var (set, positive) = ImageDecision.Decide(options.Decision, card, Predict(rows),
            () => Predict(Validation(dataset, data, options, events)), events, own);
        if (options.Decision.Positive is { } named)
        {
            events.Note($"the positive class is '{named}', named by --positive");
        }
        else
        {
            MethodAnnouncement.TellPositive("", card.ClassNames, card.TrainCounts, events);
        }

        return Evaluation.Of(set, options.Measures with { PositiveClass = positive }, cancellationToken);
    }

    private static string Name(EvaluatedSplit split) => split.ToString().ToLowerInvariant();

    /// <summary>The data set with its classes in the model's order.</summary>
    internal static ImageDataset Matching(ImageDataset dataset, ModelCard card, string model, IProgress<WorkflowEvent>? events)
    {
        // Folders without images are no classes of the data; of the model's classes some may be absent from it.
        var counts = dataset.CountClasses();
        var present = dataset.ClassNames.Where((_, label) => counts[label] > 0).ToArray();
        string[] absent = [.. card.ClassNames.Except(present)];
        if (present.Length > 0 && present.All(card.ClassNames.Contains))
        {
            if (absent.Length > 0)
            {
                events.Note($"note: {dataset.Name} has no images of {string.Join(", ", absent.Select(c => $"'{c}'"))}: measures of "
                    + $"{(absent.Length == 1 ? "that class" : "those classes")} are left out");
            }

            return dataset.AmongClasses(card.ClassNames);
        }

        if (!present.Any(card.ClassNames.Contains))
            throw new InputException(
                $"{dataset.Name} has the classes {string.Join(", ", dataset.ClassNames)}; {model} was trained on "
                + $"{string.Join(", ", card.ClassNames)}: they have none in common, so these are other data, or classes of other names");
        throw new InputException(
            $"{dataset.Name} has the classes {string.Join(", ", dataset.ClassNames)}; {model} was trained on "
            + $"{string.Join(", ", card.ClassNames)}: leave {string.Join(", ", present.Except(card.ClassNames).Select(c => $"'{c}'"))} "
            + $"out, which the model does not know, with --classes {string.Join(',', present.Intersect(card.ClassNames))}");
    }

    internal static int[] Rows(ImageDataset dataset, ImageData data, ImageEvaluationOptions options, IProgress<WorkflowEvent>? events)
    {
        var split = options.Split;
        if (split == EvaluatedSplit.All)
        {
            return [.. Enumerable.Range(0, dataset.Count)];
        }

        var splits = data.Split(dataset, options.Measures.Seed);
        if (split != EvaluatedSplit.Test || dataset.IndicesOf(DatasetSplit.Test).Length == 0)
        {
            RequireSplitOfRun(splits, options.Model, options.Measures.Seed, events);
        }

        return split switch { EvaluatedSplit.Train => splits.Train, EvaluatedSplit.Validation => splits.Validation, _ => splits.Test };
    }

    /// <summary>The validation images of the model's training, on which a threshold may be chosen for its test images.</summary>
    private static int[] Validation(ImageDataset dataset, ImageData data, ImageEvaluationOptions options, IProgress<WorkflowEvent>? events)
    {
        if (options.Split != EvaluatedSplit.Test)
        {
            throw new InputException(
                $"--tune-threshold chooses on the validation split, so that it is measured on the test split alone: leave --split "
                + $"{Name(options.Split)} out");
        }

        var splits = data.Split(dataset, options.Measures.Seed);
        if (dataset.IndicesOf(DatasetSplit.Validation).Length == 0)
        {
            RequireSplitOfRun(splits, options.Model, options.Measures.Seed, events);
        }

        return splits.Validation.Length > 0 ? splits.Validation
            : throw new InputException($"{dataset.Name} has no validation split to choose a threshold on: leave --tune-threshold out");
    }

    /// <summary>
    /// A split that is drawn and not named by the data is that of the training only under its seed and shares; else images that were
    /// trained on would be tested.
    /// </summary>
    private static void RequireSplitOfRun(ImageSplits splits, string model, ulong seed, IProgress<WorkflowEvent>? events)
    {
        var folder = Directory.Exists(model) ? model : Path.GetDirectoryName(Path.GetDirectoryName(Path.GetFullPath(model)));
        if (folder is null || !File.Exists(Path.Combine(folder, "config.json")))
        {
            events.Warn($"the data names no splits and the model's run is not at hand, so nothing proves that these images were not "
                + $"trained on; they were not if the model was trained with --seed {seed} and the same shares");
            return;
        }

        var own = ImageExperiment.Settings(splits, Method.Known[0], new ImageExperimentOptions(), seed, "own");
        if (RunFolder.SettingsOf(folder).GetValueOrDefault("split") != own["split"])
        {
            throw new InputException(
                $"{splits.Dataset.Name} names no splits, and --seed {seed} with these shares does not draw the split of {folder}, so "
                + $"trained images would be tested: give the --seed, --test-share and --validation-share of the training, or --split all "
                + $"where the images are new");
        }
    }
}
