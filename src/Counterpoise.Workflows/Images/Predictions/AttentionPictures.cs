using Counterpoise.Files;
using Counterpoise.Vision.Explanations;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Models;
using Counterpoise.Vision.Sources;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Images;

/// <summary>Pictures of predicted images beside what speaks for their class.</summary>
internal static class AttentionPictures
{
    private const int MostLetters = 80;

    /// <summary>Writes a PNG for each prediction: number, class and file name make its name.</summary>
    /// <exception cref="InputException">The network has no maps.</exception>
    public static void Write(string folder, ImageClassifier classifier, ImageDataset images, IReadOnlyList<ImagePrediction> predictions,
        long maximumPixels, IProgress<WorkflowEvent>? events, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var places = images.Samples.Select((sample, i) => (sample.Name, i)).GroupBy(s => s.Name).ToDictionary(g => g.Key, g => g.First().i);
        var decoding = new DecodeOptions { MaximumPixels = maximumPixels, SixteenBitDepth = classifier.Card.SixteenBitDepth };
        var progress = events.Count("drawn", predictions.Count);
        foreach (var (i, prediction) in predictions.Index())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var seen = classifier.See(images, places[prediction.Image], decoding);
            var drawn = GradCam.Draw(classifier, seen, prediction.Class) ?? throw new InputException(
                $"a {classifier.Card.Architecture} has no maps of positions, so no Grad-CAM can be drawn: leave it out");
            var bytes = ImageCodec.EncodePng(Beside(seen, drawn));
            AtomicFile.Write(Path.Combine(folder, Name(i, classifier.Card.ClassNames[prediction.Class], prediction.Image)),
                stream => stream.Write(bytes));
            progress.Report(i + 1);
        }
    }

    private static string Name(int number, string className, string image)
    {
        var text = $"{number + 1:000000}-{className}-{Path.GetFileNameWithoutExtension(image.Replace('\\', '/'))}";
        return string.Concat(text.Take(MostLetters).Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_')) + ".png";
    }

    private static RgbImage Beside(RgbImage left, RgbImage right)
    {
        var both = new RgbImage(left.Width + right.Width, left.Height);
        var (line, first, second) = (both.Width * RgbImage.Channels, left.Width * RgbImage.Channels, right.Width * RgbImage.Channels);
        for (var y = 0; y < both.Height; y++)
        {
            left.Pixels.Slice(y * first, first).CopyTo(both.Pixels[(y * line)..]);
            right.Pixels.Slice(y * second, second).CopyTo(both.Pixels[((y * line) + first)..]);
        }

        return both;
    }
}
