using System.Numerics.Tensors;
using Counterpoise.Comparisons;
using Counterpoise.Experiments;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Prediction;
using Counterpoise.Learning.Training;
using Counterpoise.Metrics;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Experiments;

/// <summary>Turns what an experiment found into the cell that reports are drawn from.</summary>
internal static class CellBuilder
{
    private const int MostMistakes = 12;
    private const int ThumbnailSide = 64;

    /// <summary>The cell of a trained network.</summary>
    public static ComparisonCell Build(string hash, string scenario, Method method, ulong seed, ImageSplits splits,
        PredictionBatch predictions,
        Evaluation evaluation, Evaluation? large, TrainResult training, Func<int, RgbImage>? picture,
        Func<RgbImage, int, RgbImage?>? attention)
    {
        var cell = Build(hash, scenario, method.Name, seed, splits, predictions, evaluation, large, picture, attention);
        return cell with { Curve = training.Curve, Seconds = training.Seconds, Notes = [.. training.Warnings, .. cell.Notes] };
    }

    /// <summary>The cell of any model: what was predicted for the test split, and its evaluation.</summary>
    public static ComparisonCell Build(string hash, string scenario, string method, ulong seed, ImageSplits splits,
        PredictionBatch predictions,
        Evaluation evaluation, Evaluation? large, Func<int, RgbImage>? picture, Func<RgbImage, int, RgbImage?>? attention = null)
    {
        var test = splits.Dataset.Subset(splits.Test);
        var predicted = Enumerable.Range(0, test.Count).Select(i => Predicted(predictions, test, i)).ToArray();
        var cell = new ComparisonCell
        {
            Scenario = scenario,
            Method = method,
            Seed = (long)seed,
            ConfigHash = hash,
            Metrics = new Dictionary<string, double>(),
            Embedding = predictions.Embeddings.Length == 0 ? null : Plane(predictions, predicted),
            Mistakes = Mistakes(test, predictions, predicted, picture, attention),
        }.WithEvaluation(evaluation);
        var metrics = cell.Metrics.ToDictionary();
        foreach (var metric in large?.Metrics ?? [])
        {
            metrics[MetricNames.OnLargeTest(metric.Name)] = metric.Value ?? double.NaN;
        }

        foreach (var (name, value) in ShotAccuracy.Compute(splits.TrainCounts, [.. evaluation.Classes.Select(c => c.Recall)]))
        {
            metrics[name] = value;
        }

        return cell with { Metrics = metrics, Notes = [.. cell.Notes, .. large?.Notes.Select(note => $"large test: {note}") ?? []] };
    }

    /// <summary>
    /// Adds how probabilities lie, and what validation tells: metrics under tuned decisions, and calibrated probabilities.
    /// </summary>
    public static ComparisonCell WithValidation(ComparisonCell cell, PredictionBatch test, PredictionBatch? validation,
        IReadOnlyList<string> classNames)
    {
        cell = cell with { Scores = ClassScores.Of(test.Labels, test.Probabilities, classNames.Count, validation?.Labels ?? [],
            validation?.Probabilities ?? []) };
        PredictionSet Set(PredictionBatch batch) => PredictionSet.FromProbabilities(batch.Labels, batch.Probabilities, classNames);
        return validation is null ? cell : TunedDecisions.AddTo(cell, Set(validation), Set(test));
    }

    private static EmbeddingPlane Plane(PredictionBatch predictions, int[] predicted)
    {
        var rows = new double[predicted.Length, predictions.EmbeddingSize];
        for (var i = 0; i < predictions.Embeddings.Length; i++)
        {
            rows[i / predictions.EmbeddingSize, i % predictions.EmbeddingSize] = predictions.Embeddings[i];
        }

        var plane = EmbeddingPlane.Of(rows, predictions.Labels, predicted);

        // Four decimals are finer than a pixel, and keep thousands of cells small.
        return plane with { X = [.. plane.X.Select(x => Math.Round(x, 4))], Y = [.. plane.Y.Select(y => Math.Round(y, 4))] };
    }

    private static List<Mistake> Mistakes(ImageDataset test, PredictionBatch predictions, int[] predicted, Func<int, RgbImage>? picture,
        Func<RgbImage, int, RgbImage?>? attention)
    {
        (byte[]? Picture, byte[]? Attention) Pictures(int row)
        {
            if (picture is null)
            {
                return (null, null);
            }

            var seen = picture(row);
            return (Thumbnail(seen), attention?.Invoke(seen, predicted[row]) is { } drawn ? Thumbnail(drawn) : null);
        }

        double Probability(int row, int label) => predictions.Probabilities[(row * test.ClassNames.Count) + label];
        return [.. Enumerable.Range(0, test.Count)
            .Where(row => predicted[row] != predictions.Labels[row])
            .OrderByDescending(row => Probability(row, predicted[row]))
            .Take(MostMistakes)
            .Select(row => (Row: row, Pictures: Pictures(row)))
            .Select(m => new Mistake
            {
                Source = test.Samples[m.Row].Name,
                Label = predictions.Labels[m.Row],
                Prediction = predicted[m.Row],
                Confidence = Probability(m.Row, predicted[m.Row]),
                TrueProbability = Probability(m.Row, predictions.Labels[m.Row]),
                Thumbnail = m.Pictures.Picture,
                Attention = m.Pictures.Attention,
            })];
    }

    private static int Predicted(PredictionBatch predictions, ImageDataset test, int row) =>
        TensorPrimitives.IndexOfMax<double>(predictions.Probabilities.AsSpan(row * test.ClassNames.Count, test.ClassNames.Count));

    private static byte[] Thumbnail(RgbImage image)
    {
        var scale = ThumbnailSide / (double)Math.Max(image.Width, image.Height);
        if (scale >= 1)
        {
            return ImageCodec.EncodePng(image);
        }

        var small = new RgbImage();
        new Resizer().Resize(image, Math.Max(1, (int)(image.Width * scale)), Math.Max(1, (int)(image.Height * scale)), small);
        return ImageCodec.EncodeJpeg(small);
    }
}
