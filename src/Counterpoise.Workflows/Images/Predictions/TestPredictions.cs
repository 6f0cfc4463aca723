using Counterpoise.Learning.Prediction;
using Counterpoise.Vision.Models;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Workflows.Images;

/// <summary>What a run predicted for each image of its test split, as a table that <c>evaluate --target truth</c> reads.</summary>
internal static class TestPredictions
{
    /// <summary>The columns of <c>predict</c>, and the truth behind the image.</summary>
    public static string Csv(ModelCard card, ImageDataset test, PredictionBatch predictions)
    {
        var classes = card.ClassNames.Count;
        var images = test.Samples.Select((sample, row) => new ImagePrediction(sample.Name,
            predictions.Probabilities[(row * classes)..((row + 1) * classes)]));
        return PredictionDocument.Csv(card, [.. images], [.. test.Labels.Select(label => card.ClassNames[label])]);
    }
}
