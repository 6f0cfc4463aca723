using Counterpoise.Vision.Models;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Workflows.Images;

/// <summary>What a model says of images.</summary>
/// <param name="Card">The model: architecture, classes and how images are prepared.</param>
/// <param name="Predictions">A prediction for each image that can be read, in the order in which they were found.</param>
/// <param name="Unreadable">Images that cannot be read.</param>
public sealed record ImagePredictionResult(ModelCard Card, IReadOnlyList<ImagePrediction> Predictions,
    IReadOnlyList<UnreadableImage> Unreadable);
