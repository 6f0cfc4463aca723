using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using Counterpoise.Learning.Losses;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Models;
using Counterpoise.Learning.PostHoc;
using Counterpoise.Learning.Prediction;
using Counterpoise.Learning.Runs;
using Counterpoise.Learning.Training;
using Counterpoise.Torch.Modules;
using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Loading;
using Counterpoise.Vision.Models;

namespace Counterpoise.Vision.Experiments;

/// <summary>Makes a network, trains it, and goes on with the second stage of its last layer.</summary>
internal static class NetworkTraining
{
    public static ImageClassifier Create(ImageSplits splits, Method method, ImageExperimentOptions options, ulong seed)
    {
        var classifier = ImageClassifier.Create(
            ImageExperiment.Card(splits, options, method), seed,
            new ImageClassifierOptions { Dropout = options.Dropout, EmbeddingLayer = options.EmbeddingLayer,
            BatchNormMomentum = options.BatchNormMomentum });
        if (options.Pretrained is not { } weights)
        {
            return classifier;
        }

        try
        {
            classifier.LoadPretrained(weights);
            return classifier;
        }
        catch
        {
            classifier.Dispose();
            throw;
        }
    }

    /// <param name="classifier">Whose normalisation it is.</param>
    /// <param name="options">The options.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="cacheShare">The share of the cache; none where images are read once.</param>
    public static ImageLoaderOptions Loading(
        ImageClassifier classifier, ImageExperimentOptions options, ulong seed, double cacheShare = 0) =>
        new() { Normalization = classifier.Normalization, Seed = seed, CacheBytes = (long)(options.CacheBytes * cacheShare),
            Threads = options.LoaderThreads, MaximumPixels = options.MaximumPixels, SixteenBitDepth = options.SixteenBitDepth };

    public static TrainResult Train(
        ImageClassifier classifier, ImageSplits splits, Method method, ImageExperimentOptions options, ulong seed, RunFolder? run,
        IProgress<TrainingProgress>? progress, DataParallel? parallel, CancellationToken cancellationToken)
    {
        // Training and validation images are read in every epoch, and share the cache by their numbers.
        var trained = splits.Train.Length / (double)(splits.Train.Length + splits.Validation.Length);
        var validation = splits.Validation.Length == 0 ? null : Fixed(classifier, splits, splits.Validation, options, seed, 1 - trained);

        var objective = method.Objective(splits.TrainCounts, options.Training.Epochs, seed);
        var training = new ImageBatchSource(
            splits.Dataset.Subset(splits.Train), new AugmentationPipeline(options.AugmentationOptions(), options.Fit),
            Loading(classifier, options, seed, trained), options.Mixing, contrasts: objective.ContrastiveTerm is not null);
        var head = objective.ContrastiveTerm is null ? null
            : new ProjectionHead(classifier.Network.EmbeddingSize, method.Options.Projection, method.Options.ProjectionSize)
            .Initialize(seed);
        var learnt = objective.ContrastiveTerm?.LearntPart?.Initialize(seed);
        var stays = objective.ContrastiveTerm is ProbabilisticContrastive;
        using var leavingHead = stays ? null : head;
        using var leavingPart = stays ? null : learnt;
        if (objective.ContrastiveTerm is ProbabilisticContrastive probabilistic)
        {
            classifier.Attach(head!, probabilistic.Directions);
        }

        using var trainer = new Trainer(classifier.Network, objective, head, options.Training with { Seed = seed }, parallel);
        var result = trainer.Fit(training, validation, run, progress, cancellationToken);
        string?[] warnings =
        [
            MapResolution.Describe(classifier.Network, options),
            parallel is null || parallel.Group.IsFirst ? OneClass(classifier, splits, options, seed, result, cancellationToken) : null,
        ];
        return result with { Warnings = [.. warnings.OfType<string>(), .. result.Warnings] };
    }

    /// <summary>Training images that are looked at for a model that says one class although it learned.</summary>
    private const int Sample = 256;

    /// <summary>A loss that fell to less than this share of the first epoch's says that something was learned.</summary>
    private const double Learned = 0.7;

    /// <summary>
    /// What to say where the loss fell and the model that is kept names one class alone for training images of several; null elsewhere.
    /// </summary>
    private static string? OneClass(
        ImageClassifier classifier, ImageSplits splits, ImageExperimentOptions options, ulong seed, TrainResult result,
        CancellationToken cancellationToken)
    {
        if (result.Curve.Count < 2 || !(result.Curve[^1].Loss < Learned * result.Curve[0].Loss))
        {
            return null;
        }

        var step = Math.Max(1, splits.Train.Length / Sample);
        int[] rows = [.. splits.Train.Where((_, i) => i % step == 0)];
        var seen = Predictor.Run(classifier.Network, Fixed(classifier, splits, rows, options, seed, 0), options.Training.BatchSize,
            bfloat16: options.Training.BFloat16, cancellationToken: cancellationToken);
        var classes = splits.Dataset.ClassNames.Count;
        int[] named = [.. Enumerable.Range(0, rows.Length)
            .Select(i => TensorPrimitives.IndexOfMax(seen.Probabilities.AsSpan(i * classes, classes))).Distinct()];
        return named.Length > 1 || seen.Labels.Distinct().Count() < 2 ? null : string.Create(CultureInfo.InvariantCulture,
            $"the loss fell from {result.Curve[0].Loss:0.###} to {result.Curve[^1].Loss:0.###}, and yet the model that is kept says "
            + $"'{splits.Dataset.ClassNames[named[0]]}' of each of {rows.Length} training images: what it learned does not show in "
            + $"prediction. Running statistics of batch norm that lag behind do that; measure them anew, train longer, or watch auroc");
    }

    /// <summary>The second stage of the last layer, where the method has one.</summary>
    public static TrainResult GoOn(
        TrainResult result, ImageClassifier classifier, ImageSplits splits, Method method, ImageExperimentOptions options, ulong seed,
        RunFolder? run, CancellationToken cancellationToken)
    {
        if (method.Options.SecondStage is not { } second)
        {
            return result;
        }

        var clock = Stopwatch.StartNew();
        var validation = splits.Validation.Length == 0 ? null : Fixed(classifier, splits, splits.Validation, options, seed, 0);
        var stage = HeadStage.Run(
            classifier.Network, second, Fixed(classifier, splits, splits.Train, options, seed, 0), validation,
            options.Training with { Seed = seed }, run, cancellationToken);
        return result with { BestMetric = stage.Metric
            ?? result.BestMetric, Warnings = [.. result.Warnings, stage.Description],
            Seconds = result.Seconds + clock.Elapsed.TotalSeconds };
    }

    public static ImageBatchSource Fixed(
        ImageClassifier classifier, ImageSplits splits, int[] rows, ImageExperimentOptions options, ulong seed, double cacheShare) =>
        new(splits.Dataset.Subset(rows), classifier.Evaluation, Loading(classifier, options, seed, cacheShare));
}
