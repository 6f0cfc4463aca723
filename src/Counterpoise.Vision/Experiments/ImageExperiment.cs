using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Counterpoise.Comparisons;
using Counterpoise.Experiments;
using Counterpoise.Learning.Losses;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Models;
using Counterpoise.Learning.PostHoc;
using Counterpoise.Learning.Prediction;
using Counterpoise.Learning.Runs;
using Counterpoise.Learning.Training;
using Counterpoise.Metrics;
using Counterpoise.Torch.Modules;
using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Loading;
using Counterpoise.Vision.Models;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Experiments;

/// <summary>
/// Trains one method on one split of images with one seed, chooses the epoch on the validation part, and evaluates once on the test part.
/// Methods that share data, options and seed are paired: same first weights, same batches, same augmentation.
/// </summary>
public static class ImageExperiment
{
    /// <summary>Runs the experiment.</summary>
    /// <param name="parts">The data, split.</param>
    /// <param name="method">The method.</param>
    /// <param name="options">How to train.</param>
    /// <param name="seed">The seed of first weights, batches, augmentation and dropout.</param>
    /// <param name="scenario">The scenario's name in the cell.</param>
    /// <param name="run">Where the run is kept, and resumed from; null keeps nothing.</param>
    /// <param name="progress">Is told how far training is.</param>
    /// <param name="parallel">The processes that train together: rank 0 makes this call, the others that of <see cref="Assist"/>. Null for this one alone.</param>
    /// <param name="cancellationToken">Stops after the step in hand.</param>
    /// <exception cref="ArgumentException">The split or the options cannot be used.</exception>
    public static ImageExperimentResult Run(ImageParts parts, Method method, ImageExperimentOptions options, ulong seed, string scenario = "", RunFolder? run = null, IProgress<TrainingProgress>? progress = null, DataParallel? parallel = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(options);
        Check(parts, method, options);
        var classifier = Create(parts, method, options, seed);
        try
        {
            var result = Train(classifier, parts, method, options, seed, run, progress, parallel, cancellationToken);
            return Evaluate(classifier, result, parts, method, options, seed, scenario, parallel?.Group.Size ?? 1, cancellationToken);
        }
        catch
        {
            classifier.Dispose();
            throw;
        }
    }

    /// <summary>Trains beside rank 0, which calls <see cref="Run"/> with the same data, method, options and seed, and keeps and evaluates the model alone.</summary>
    /// <param name="parts">The data, split.</param>
    /// <param name="method">The method.</param>
    /// <param name="options">How to train.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="parallel">The processes that train together.</param>
    /// <param name="cancellationToken">Stops after the step in hand.</param>
    /// <exception cref="ArgumentException">The split or the options cannot be used.</exception>
    public static void Assist(ImageParts parts, Method method, ImageExperimentOptions options, ulong seed, DataParallel parallel, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parallel);
        Check(parts, method, options);
        using var classifier = Create(parts, method, options, seed);
        Train(classifier, parts, method, options, seed, null, null, parallel, cancellationToken);
    }

    /// <summary>Checks data, method and options together: whatever is known to be wrong before the first step.</summary>
    /// <param name="parts">The data, split.</param>
    /// <param name="method">The method.</param>
    /// <param name="options">How to train.</param>
    /// <exception cref="ArgumentException">A part or an option cannot be used, or the epochs cannot be watched.</exception>
    public static void Check(ImageParts parts, Method method, ImageExperimentOptions options)
    {
        ArgumentNullException.ThrowIfNull(parts);
        Check(method, options);
        parts.Validate();
        options.Training.RequireWatchable(parts.Validation.Length > 0);
    }

    /// <summary>Checks method and options, each for itself and together.</summary>
    /// <param name="method">The method.</param>
    /// <param name="options">How to train.</param>
    /// <exception cref="ArgumentException">A value is out of its range, images are mixed under a method that needs one label for each, or a second stage has not the last layer's input as the embedding.</exception>
    public static void Check(Method method, ImageExperimentOptions options)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(options);
        method.Options.Validate();
        options.Validate();
        if (options.Mixing is not null && method.Options is { Contrastive: not ContrastiveKind.None, ContrastiveTerm: ContrastiveTermKind.Parametric })
        {
            throw new ArgumentException($"{method.Name} compares logits with one label for each image, and a mixed image has two: leave mixing out, or choose another method");
        }

        if (options.Training.Views == 1 && method.Options is { Contrastive: not ContrastiveKind.None, ContrastiveTerm: ContrastiveTermKind.Minority or ContrastiveTermKind.Prototypes } or { Contrastive: not ContrastiveKind.None, ContrastiveTerm: ContrastiveTermKind.KPositive, Positives: 0 })
        {
            throw new ArgumentException($"{method.Name} contrasts an image with its own other view, and Views is 1: leave it out, or choose another method");
        }

        if (method.Options.SecondStage is not null && options.EmbeddingLayer != EmbeddingLayer.Penultimate)
        {
            throw new ArgumentException($"{method.Name} trains the last layer a second time, on its own input, but the embedding is {options.EmbeddingLayer}: leave that at {EmbeddingLayer.Penultimate}, or choose another method");
        }
    }

    /// <summary>The card of the model that an experiment makes.</summary>
    /// <param name="parts">The data, split.</param>
    /// <param name="options">How to train.</param>
    /// <param name="method">The method; null where the card need not name it.</param>
    public static ModelCard Card(ImageParts parts, ImageExperimentOptions options, Method? method = null)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(options);
        return new ModelCard
        {
            Architecture = ImageArchitecture.Named(options.Architecture).Name,
            WidthMultiplier = options.WidthMultiplier,
            NetworkOptions = options.NetworkOptions,
            ClassNames = parts.Dataset.ClassNames,
            ImageSize = options.ImageSize,
            Crop = options.EvaluationCrop,
            SixteenBitDepth = options.SixteenBitDepth,
            TrainCounts = parts.TrainCounts,
            Method = method?.Name,
            FollowsClassShares = method is null ? null : method.FollowsClassShares && options.Training.Sampler == SamplerKind.Shuffled,
            Contrast = method?.ContrastAtPrediction(parts.TrainCounts) is { } constants
                ? new ContrastCard { Projection = method.Options.Projection, ProjectionSize = method.Options.ProjectionSize, Layer = options.EmbeddingLayer, Temperature = constants.Temperature, Weight = constants.Weight }
                : null,
        };
    }

    /// <summary>Everything that determines the result of an experiment, by name: what its hash is made of and what a resumed run must share.</summary>
    /// <param name="parts">The data, split.</param>
    /// <param name="method">The method.</param>
    /// <param name="options">How to train.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="scenario">The scenario's name.</param>
    /// <param name="processes">How many processes train together.</param>
    public static IReadOnlyDictionary<string, string> Settings(ImageParts parts, Method method, ImageExperimentOptions options, ulong seed, string scenario, int processes = 1)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(options);
        var (augmentation, network) = (options.AugmentationOptions(), options.Network());
        using var invariant = InvariantText.Begin();
        var settings = new Dictionary<string, string>
        {
            ["data"] = parts.Dataset.Name,
            ["classes"] = Classes(parts.Dataset),
            ["images"] = Images(parts.Dataset),
            ["split"] = ConfigHash.Of([new("train", Join(parts.Train)), new("validation", Join(parts.Validation)), new("test", Join(parts.Test)), new("large", Join(parts.LargeTest))]),
            ["scenario"] = scenario,
            ["method"] = $"{method.Name}: {SettingsText.Of(method.Options)}",
            ["architecture"] = string.Create(CultureInfo.InvariantCulture, $"{options.Architecture} x{network.WidthMultiplier:R}, dropout {network.Dropout:R}, batch norm momentum {network.BatchNormMomentum:R}, {options.EmbeddingLayer}"),
            ["pretrained"] = options.Pretrained is null ? "none" : Content(options.Pretrained),
            ["augmentation"] = augmentation.ToString(),
            ["training"] = SettingsText.Of(options.Training with { Seed = seed, CheckpointSteps = 0 }),
        };

        // Not there without mixing, so that cells from before there was any are found again.
        if (options.Mixing is { } mixing)
        {
            settings["mixing"] = mixing.ToString();
        }

        if (options.NetworkOptions.Count > 0)
        {
            settings["network_options"] = string.Join(", ", options.NetworkOptions.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => $"{o.Key} {o.Value}"));
        }

        if (options.Fit != FitRule.Crop)
        {
            settings["fit"] = options.Fit.ToString();
        }

        if (options.SixteenBitDepth != 16)
        {
            settings["sixteen_bit_depth"] = options.SixteenBitDepth.ToString(CultureInfo.InvariantCulture);
        }

        if (processes > 1)
        {
            settings["processes"] = processes.ToString(CultureInfo.InvariantCulture);
        }

        return settings;
    }

    /// <summary>The hash of a data set by its name, its classes, and its images' labels and file names: what two sets of other content can share, so that cells are told apart by the <see cref="ImageFingerprint"/> that is kept beside them under this hash.</summary>
    /// <param name="dataset">The images.</param>
    public static string DataHash(ImageDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return ConfigHash.Of([new("data", dataset.Name), new("classes", Classes(dataset)), new("images", Images(dataset))]);
    }

    private static string Classes(ImageDataset dataset) => string.Join(", ", dataset.ClassNames);

    private static string Images(ImageDataset dataset) => ConfigHash.Of(dataset.Samples.Select(i => KeyValuePair.Create(i.Index.ToString(CultureInfo.InvariantCulture), $"{i.Label} {Path.GetFileName(i.Name)}")));

    private static ImageClassifier Create(ImageParts parts, Method method, ImageExperimentOptions options, ulong seed)
    {
        var classifier = ImageClassifier.Create(Card(parts, options, method), seed, new ImageClassifierOptions { Dropout = options.Dropout, EmbeddingLayer = options.EmbeddingLayer, BatchNormMomentum = options.BatchNormMomentum });
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
    private static ImageLoaderOptions Loading(ImageClassifier classifier, ImageExperimentOptions options, ulong seed, double cacheShare = 0) =>
        new() { Normalization = classifier.Normalization, Seed = seed, CacheBytes = (long)(options.CacheBytes * cacheShare), Threads = options.LoaderThreads, MaximumPixels = options.MaximumPixels, SixteenBitDepth = options.SixteenBitDepth };

    private static TrainResult Train(ImageClassifier classifier, ImageParts parts, Method method, ImageExperimentOptions options, ulong seed, RunFolder? run, IProgress<TrainingProgress>? progress, DataParallel? parallel, CancellationToken cancellationToken)
    {
        // Training and validation images are read in every epoch, and share the cache by their numbers.
        var trained = parts.Train.Length / (double)(parts.Train.Length + parts.Validation.Length);
        ImageBatchSource Fixed(int[] rows, double cacheShare) => new(parts.Dataset.Subset(rows), classifier.Evaluation, Loading(classifier, options, seed, cacheShare));
        var validation = parts.Validation.Length == 0 ? null : Fixed(parts.Validation, 1 - trained);

        var objective = method.Objective(parts.TrainCounts, options.Training.Epochs, seed);
        var training = new ImageBatchSource(parts.Dataset.Subset(parts.Train), new AugmentationPipeline(options.AugmentationOptions(), options.Fit), Loading(classifier, options, seed, trained), options.Mixing, contrasts: objective.ContrastiveTerm is not null);
        var head = objective.ContrastiveTerm is null ? null : new ProjectionHead(classifier.Network.EmbeddingSize, method.Options.Projection, method.Options.ProjectionSize).Initialize(seed);
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

        // The last layer's second stage is rank 0's alone: it is what is kept.
        if (method.Options.SecondStage is { } second && parallel is null or { Group.IsFirst: true })
        {
            var clock = Stopwatch.StartNew();
            var stage = HeadStage.Run(classifier.Network, second, Fixed(parts.Train, 0), validation, options.Training with { Seed = seed }, run, cancellationToken);
            result = result with { BestMetric = stage.Metric ?? result.BestMetric, Warnings = [.. result.Warnings, stage.Description], Seconds = result.Seconds + clock.Elapsed.TotalSeconds };
        }

        if (MapResolution.Describe(classifier.Network, options) is { } coarse)
        {
            result = result with { Warnings = [coarse, .. result.Warnings] };
        }

        return method.Options.Contrastive == ContrastiveKind.Adaptive ? result with { Warnings = [.. method.Constants(parts.TrainCounts).Warnings, .. result.Warnings] } : result;
    }

    private static ImageExperimentResult Evaluate(ImageClassifier classifier, TrainResult result, ImageParts parts, Method method, ImageExperimentOptions options, ulong seed, string scenario, int processes, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        PredictionBatch PredictPart(int[] rows) => Predict(classifier, new ImageBatchSource(parts.Dataset.Subset(rows), classifier.Evaluation, Loading(classifier, options, seed)), options, cancellationToken);
        var predictions = PredictPart(parts.Test);
        var evaluation = Evaluation.Of(predictions.Labels, predictions.Probabilities, parts.Dataset.ClassNames, cancellationToken: cancellationToken);
        var large = parts.LargeTest.Length == 0 ? null : PredictPart(parts.LargeTest);
        var largeEvaluation = large is null ? null : Evaluation.Of(large.Labels, large.Probabilities, parts.Dataset.ClassNames, cancellationToken: cancellationToken);
        var hash = ConfigHash.Of(Settings(parts, method, options, seed, scenario, processes));
        var cell = CellBuilder.Build(hash, scenario, method, seed, parts, predictions, evaluation, largeEvaluation, result with { Seconds = result.Seconds + clock.Elapsed.TotalSeconds }, options.Thumbnails ? row => Thumbnail(classifier, parts.Dataset, parts.Test[row], options) : null);
        if (parts.Validation.Length > 0)
        {
            PredictionSet Set(PredictionBatch batch) => PredictionSet.FromProbabilities(batch.Labels, batch.Probabilities, parts.Dataset.ClassNames);
            cell = TunedDecisions.AddTo(cell, Set(PredictPart(parts.Validation)), Set(predictions));
        }

        return new ImageExperimentResult(classifier, result, evaluation, predictions, largeEvaluation, cell);
    }

    /// <summary>The picture as the network saw it.</summary>
    private static RgbImage Thumbnail(ImageClassifier classifier, ImageDataset dataset, int row, ImageExperimentOptions options)
    {
        var decoding = new DecodeOptions { MaximumPixels = options.MaximumPixels, SixteenBitDepth = options.SixteenBitDepth };
        var frame = new AugmentationFrame();
        frame.Begin(dataset.Read(row, decoding));
        classifier.Evaluation.Apply(frame, seed: 0, epoch: 0, row, view: 0);
        return frame.Image;
    }

    private static PredictionBatch Predict(ImageClassifier classifier, ImageBatchSource source, ImageExperimentOptions options, CancellationToken cancellationToken) =>
        Predictor.Run(classifier.Network, source, options.Training.BatchSize, embeddings: true, bfloat16: options.Training.BFloat16, cancellationToken: cancellationToken);

    /// <summary>A file under its content: two runs both call their weights best.safetensors.</summary>
    private static string Content(string path)
    {
        using var stream = File.OpenRead(path);
        return $"{Path.GetFileName(path)} {Convert.ToHexStringLower(SHA256.HashData(stream).AsSpan(0, 8))}";
    }

    private static string Join(int[] rows) => string.Join(',', rows);
}
