using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Loading;
using Counterpoise.Vision.Models;
using Counterpoise.Vision.Sources;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Images;

/// <summary>Predicts the class of images by a model that a run has shipped.</summary>
public static class ImagePredicting
{
    /// <summary>Predicts images in the order in which they are found; those that cannot be read are left out and named.</summary>
    /// <param name="options">Which model, and which images.</param>
    /// <param name="events">Told what people should know and how far it is; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="InputException">The model is another than expected, or no image can be read.</exception>
    public static ImagePredictionResult Run(ImagePredictingOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        // An ONNX file may be of anything: what it is of is said before images are asked for.
        if (OnnxClassifier.Is(options.Model)) return Onnx(options, events, cancellationToken);
        var files = Files(options, events);
        return FeatureModelFile.Is(options.Model) ? OnFeatures(options, files, events, cancellationToken)
            : Trained(options, files, events, cancellationToken);
    }

    private static ImageDataset Files(ImagePredictingOptions options, IProgress<WorkflowEvent>? events) =>
        ImageFiles.Open(options.Images, new ImageFolderOptions(), options.Manifest, events);

    private static ImagePredictionResult Trained(ImagePredictingOptions options, ImageDataset files, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        using var classifier = ModelFile.Load(options.Model, options.ExpectedArchitecture, options.ExpectedClasses);
        classifier.Network.to(options.Device ?? torch.CPU);
        var loader = Loader(options, files, classifier.Card, classifier.Evaluation, classifier.Normalization);
        var result = Collect(options, loader, classifier.Card, ImagePredictor.Run(classifier, loader, options.BatchSize, options.BFloat16,
            options.Embeddings is not null, cancellationToken), events);
        if (options.GradCam is { } folder)
        {
            AttentionPictures.Write(folder, classifier, files, result.Predictions, options.MaximumPixels, events, cancellationToken);
        }

        if (options.Embeddings is { } file)
        {
            EmbeddingFile.Write(file, result.Predictions, cancellationToken);
        }

        return result;
    }

    /// <summary>Refuses what trained networks alone can give.</summary>
    private static void RefuseNetworks(ImagePredictingOptions options, string kind)
    {
        if (options.Embeddings is not null || options.GradCam is not null)
        {
            throw new InputException($"embeddings and Grad-CAM are of a trained network, and {options.Model} {kind}: leave "
                + $"{(options.Embeddings is null ? "Grad-CAM" : "embeddings")} out, or give a run's folder");
        }
    }

    private static ImagePredictionResult OnFeatures(ImagePredictingOptions options, ImageDataset files, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        if (options.BFloat16)
        {
            throw new InputException($"{options.Model} works on frozen features, which are kept in single precision: leave bfloat16 out");
        }

        RefuseNetworks(options, "works on frozen features");
        using var model = FeatureModelFile.Open(options.Model);
        Require(options, model.Card);
        var check = ReadabilityCheck.Run(files, options.Unreadable,
            new DecodeOptions { MaximumPixels = options.MaximumPixels }, cancellationToken: cancellationToken);
        var (classes, decide) = (model.Card.ClassNames.Count, ImageDecision.OfEach(options.Decision, model.Card, model.Decision));
        UnreadableImages.Tell(check.Unreadable, files.Count, events);
        if (check.Readable.Count == 0)
        {
            throw new InputException($"none of the {files.Count} images can be read, so there is nothing to predict");
        }

        var probabilities = model.Predict(check.Readable, events, cancellationToken);
        return new(model.Card, [.. check.Readable.Samples.Select((sample, i) =>
            decide(new ImagePrediction(sample.Name, probabilities[(i * classes)..((i + 1) * classes)])))], check.Unreadable);
    }

    private static void Require(ImagePredictingOptions options, ModelCard card)
    {
        if (options.ExpectedArchitecture is { } architecture && architecture != card.Architecture)
            throw new InputException($"{options.Model} is a {card.Architecture}, {architecture} was expected");
        if (options.ExpectedClasses.Count > 0 && !options.ExpectedClasses.SequenceEqual(card.ClassNames))
            throw new InputException($"{options.Model} knows the classes {string.Join(", ", card.ClassNames)}; expected were "
                + $"{string.Join(", ", options.ExpectedClasses)}");
    }

    private static ImagePredictionResult Onnx(ImagePredictingOptions options, IProgress<WorkflowEvent>? events,
        CancellationToken cancellationToken)
    {
        RefuseNetworks(options, "gives probabilities alone");
        using var model = OnnxClassifier.Open(options.Model);
        var card = model.Card;
        if (options.Device is not null || options.BFloat16)
            throw new InputException("an ONNX file runs on the processor in single precision: leave the device and bfloat16 out");
        Require(options, card);
        var loader = Loader(options, Files(options, events), card, model.Evaluation, OnnxClassifier.Normalization);
        return Collect(options, loader, card, model.Run(loader, options.BatchSize, cancellationToken), events, model.Decide);
    }

    private static ImageLoader Loader(ImagePredictingOptions options, ImageDataset files, ModelCard card, AugmentationPipeline pipeline,
        Normalization normalization) => new(files, pipeline, new ImageLoaderOptions
        {
            Normalization = normalization,
            MaximumPixels = options.MaximumPixels,
            SixteenBitDepth = card.SixteenBitDepth,
            Unreadable = options.Unreadable,
        });

    private static ImagePredictionResult Collect(ImagePredictingOptions options, ImageLoader loader, ModelCard card,
        IEnumerable<ImagePrediction> run, IProgress<WorkflowEvent>? events, Func<double[], int[]>? own = null)
    {
        var (count, decide) = (loader.Dataset.Count, ImageDecision.OfEach(options.Decision, card, own));
        var progress = events.Count("predicted", count);
        var predictions = new List<ImagePrediction>();
        foreach (var prediction in run)
        {
            predictions.Add(decide(prediction));
            progress.Report(predictions.Count);
        }

        UnreadableImages.Tell(loader.Unreadable, count, events);
        return predictions.Count > 0
            ? new ImagePredictionResult(card, predictions, loader.Unreadable)
            : throw new InputException($"none of the {count} images can be read, so there is nothing to predict");
    }
}
