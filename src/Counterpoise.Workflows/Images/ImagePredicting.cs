using Counterpoise.Vision.Loading;
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
        var files = ImageFiles.Open(options.Images, new ImageFolderOptions(), options.Manifest, events);
        using var classifier = ModelFile.Load(options.Model, options.ExpectedArchitecture, options.ExpectedClasses);
        classifier.Network.to(options.Device ?? torch.CPU);
        var decide = ImageDecision.OfEach(options.Decision, classifier.Card);
        var loader = new ImageLoader(files, classifier.Evaluation,
            new ImageLoaderOptions { Normalization = classifier.Normalization, MaximumPixels = options.MaximumPixels,
            SixteenBitDepth = classifier.Card.SixteenBitDepth, Unreadable = options.Unreadable });
        var progress = events.Count("predicted", files.Count);
        var predictions = new List<ImagePrediction>();
        foreach (var prediction in ImagePredictor.Run(classifier, loader, options.BatchSize, options.BFloat16, cancellationToken))
        {
            predictions.Add(decide(prediction));
            progress.Report(predictions.Count);
        }

        UnreadableImages.Tell(loader.Unreadable, files.Count, events);
        return predictions.Count > 0
            ? new ImagePredictionResult(classifier.Card, predictions, loader.Unreadable)
            : throw new InputException($"none of the {files.Count} images can be read, so there is nothing to predict");
    }
}
