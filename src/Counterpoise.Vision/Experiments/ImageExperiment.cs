using System.Diagnostics;
using System.Globalization;
using Counterpoise.Comparisons;
using Counterpoise.Experiments;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Prediction;
using Counterpoise.Learning.Runs;
using Counterpoise.Learning.Training;
using Counterpoise.Metrics;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Vision.Explanations;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Models;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Experiments;

/// <summary>
/// Trains one method on one split of images with one seed, chooses the epoch on the validation split, and evaluates once on the test split.
/// Methods that share data, options and seed are paired: same initial weights, same batches, same augmentation.
/// </summary>
public static class ImageExperiment
{
    /// <summary>Raised whenever equal settings would give another result.</summary>
    private const int Protocol = 1;

    /// <summary>Runs the experiment.</summary>
    /// <param name="splits">The data, split.</param>
    /// <param name="method">The method.</param>
    /// <param name="options">How to train.</param>
    /// <param name="seed">The seed of initial weights, batches, augmentation and dropout.</param>
    /// <param name="scenario">The scenario's name in the cell.</param>
    /// <param name="run">Where the run is kept, and resumed from; null keeps nothing.</param>
    /// <param name="progress">Is told how far training is.</param>
    /// <param name="parallel">The processes that train together: rank 0 makes this call, the others that of <see cref="Assist"/>. Null
    /// for this one alone.</param>
    /// <param name="cancellationToken">Stops after the step in hand.</param>
    /// <exception cref="ArgumentException">The split or the options cannot be used.</exception>
    public static ImageExperimentResult Run(
        ImageSplits splits, Method method, ImageExperimentOptions options, ulong seed, string scenario = "", RunFolder? run = null,
        IProgress<TrainingProgress>? progress = null, DataParallel? parallel = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(splits);
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(options);
        (method, options) = (Named(method, splits), options.Settled(splits.Train.Length));
        Check(splits, method, options);
        var classifier = NetworkTraining.Create(splits, method, options, seed);
        try
        {
            // The last layer's second stage is this process's alone: it is what is kept.
            var trained = NetworkTraining.Train(classifier, splits, method, options, seed, run, progress, parallel, cancellationToken);
            var result = NetworkTraining.GoOn(trained, classifier, splits, method, options, seed, run, cancellationToken);
            result = result with { Warnings = [.. Remarks(splits, method), .. result.Warnings] };
            return Evaluate(classifier, result, splits, method, options, seed, scenario, parallel?.Group.Size ?? 1, cancellationToken);
        }
        catch
        {
            classifier.Dispose();
            throw;
        }
    }

    /// <summary>Trains and chooses the epoch on the validation split, without a look at the test split: for searches.</summary>
    /// <param name="splits">The data, split; there is a validation split.</param>
    /// <param name="method">The method.</param>
    /// <param name="options">How to train.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="progress">Is told how far training is.</param>
    /// <param name="cancellationToken">Stops after the step in hand.</param>
    /// <returns>The training; its best metric is that of the validation split.</returns>
    /// <exception cref="ArgumentException">The split or the options cannot be used.</exception>
    public static TrainResult Validate(
        ImageSplits splits, Method method, ImageExperimentOptions options, ulong seed, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(splits);
        ArgumentNullException.ThrowIfNull(options);
        (method, options) = (Named(method, splits), options.Settled(splits.Train.Length));
        Check(splits, method, options);
        if (splits.Validation.Length == 0)
        {
            throw new ArgumentException($"{splits.Dataset.Name} has no validation split to judge by: give it a share", nameof(splits));
        }

        using var classifier = NetworkTraining.Create(splits, method, options, seed);
        var trained = NetworkTraining.Train(classifier, splits, method, options, seed, null, progress, null, cancellationToken);
        return NetworkTraining.GoOn(trained, classifier, splits, method, options, seed, null, cancellationToken);
    }

    /// <summary>
    /// Trains once, and gives the cells of all methods that go on from the same training: plain, under other decisions, and with second
    /// stages of the last layer. Each cell equals that of <see cref="Run"/>, less the <see cref="Remarks"/> on its method.
    /// </summary>
    /// <param name="splits">The data, split.</param>
    /// <param name="methods">Methods with equal <see cref="Method.TrainingSettings"/>.</param>
    /// <param name="options">How to train.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="scenario">The scenario's name in the cells.</param>
    /// <param name="progress">Is told how far training is.</param>
    /// <param name="cancellationToken">Stops after the step in hand.</param>
    /// <exception cref="ArgumentException">The split or the options cannot be used, or the methods do not train the same
    /// network.</exception>
    public static IReadOnlyList<ComparisonCell> RunAll(
        ImageSplits splits, IReadOnlyList<Method> methods, ImageExperimentOptions options, ulong seed, string scenario = "",
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(methods);
        ArgumentNullException.ThrowIfNull(splits);
        ArgumentNullException.ThrowIfNull(options);
        (methods, options) = ([.. methods.Select(m => Named(m, splits))], options.Settled(splits.Train.Length));
        foreach (var method in methods)
        {
            Check(splits, method, options);
            RequireSameTraining(splits, methods[0], method);
        }

        using var classifier = NetworkTraining.Create(splits, methods[0], options, seed);
        var trained = NetworkTraining.Train(classifier, splits, methods[0], options, seed, null, progress, null, cancellationToken);
        using var scope = torch.NewDisposeScope();
        var state = methods.Any(m => m.Options.SecondStage is not null)
            ? classifier.Network.StateDict().ToDictionary(t => t.Key, t => t.Value.detach().clone()) : null;
        ComparisonCell Cell(Method method)
        {
            if (method.Options.SecondStage is not null)
            {
                classifier.Network.LoadStateDict(state!);
            }

            var result = NetworkTraining.GoOn(trained, classifier, splits, method, options, seed, null, cancellationToken);
            return Evaluate(classifier, result, splits, method, options, seed, scenario, 1, cancellationToken).Cell;
        }

        // Methods without a second stage first: they see the network as it was trained.
        var cells = methods.OrderBy(m => m.Options.SecondStage is not null).ToDictionary(m => m, Cell);
        return [.. methods.Select(m => cells[m])];
    }

    /// <summary>The method with the classes that weights of one's own name.</summary>
    internal static Method Named(Method method, ImageSplits splits)
    {
        ArgumentNullException.ThrowIfNull(method);
        return method.ClassNames is null ? method with { ClassNames = splits.Dataset.ClassNames } : method;
    }

    private static void RequireSameTraining(ImageSplits splits, Method first, Method method)
    {
        if (!first.TrainingSettings(splits.TrainCounts).SequenceEqual(method.TrainingSettings(splits.TrainCounts)))
        {
            throw new ArgumentException($"{method.Name} does not train the network that {first.Name} trains: run them apart");
        }
    }

    /// <summary>
    /// Trains beside rank 0, which calls <see cref="Run"/> with the same data, method, options and seed, and keeps and evaluates the
    /// model alone.
    /// </summary>
    /// <param name="splits">The data, split.</param>
    /// <param name="method">The method.</param>
    /// <param name="options">How to train.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="parallel">The processes that train together.</param>
    /// <param name="cancellationToken">Stops after the step in hand.</param>
    /// <exception cref="ArgumentException">The split or the options cannot be used.</exception>
    public static void Assist(
        ImageSplits splits, Method method, ImageExperimentOptions options, ulong seed, DataParallel parallel,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parallel);
        ArgumentNullException.ThrowIfNull(splits);
        ArgumentNullException.ThrowIfNull(options);
        (method, options) = (Named(method, splits), options.Settled(splits.Train.Length));
        Check(splits, method, options);
        using var classifier = NetworkTraining.Create(splits, method, options, seed);
        NetworkTraining.Train(classifier, splits, method, options, seed, null, null, parallel, cancellationToken);
    }

    /// <summary>Checks data, method and options together: whatever is known to be wrong before the first step.</summary>
    /// <param name="splits">The data, split.</param>
    /// <param name="method">The method.</param>
    /// <param name="options">How to train.</param>
    /// <exception cref="ArgumentException">A split or an option cannot be used, or the epochs cannot be watched.</exception>
    public static void Check(ImageSplits splits, Method method, ImageExperimentOptions options)
    {
        ArgumentNullException.ThrowIfNull(splits);
        Check(method, options);
        _ = method.Options.OwnWeights?.For(splits.Dataset.ClassNames);
        splits.Validate();
        options.Training.RequireWatchable(splits.Validation.Length > 0);
    }

    /// <summary>Checks method and options, each for itself and together.</summary>
    /// <param name="method">The method.</param>
    /// <param name="options">How to train.</param>
    /// <exception cref="ArgumentException">A value is out of its range, images are mixed under a method that needs one label for each, or
    /// a second stage has not the last layer's input as the embedding.</exception>
    public static void Check(Method method, ImageExperimentOptions options)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(options);
        method.Options.Validate();
        options.Validate();
        if (options.Mixing is not null
            && method.Options is { Contrastive: not ContrastiveKind.None, ContrastiveTerm: ContrastiveTermKind.Parametric })
        {
            throw new ArgumentException(
                $"{method.Name} compares logits with one label for each image, and a mixed image has two: leave mixing out, or choose "
                    + $"another method");
        }

        if (options.Training.Views == 1
            && method.Options is { Contrastive: not ContrastiveKind.None,
            ContrastiveTerm: ContrastiveTermKind.Minority or ContrastiveTermKind.Prototypes } or { Contrastive: not ContrastiveKind.None,
            ContrastiveTerm: ContrastiveTermKind.KPositive, Positives: 0 })
        {
            throw new ArgumentException(
                $"{method.Name} contrasts an image with its own other view, and Views is 1: leave it out, or choose another method");
        }

        if (method.Options.SecondStage is not null && options.EmbeddingLayer != EmbeddingLayer.Penultimate)
        {
            throw new ArgumentException(
                $"{method.Name} trains the last layer a second time, on its own input, but the embedding is {options.EmbeddingLayer}: "
                    + $"leave that at {EmbeddingLayer.Penultimate}, or choose another method");
        }
    }

    /// <summary>The card of the model that an experiment makes.</summary>
    /// <param name="splits">The data, split.</param>
    /// <param name="options">How to train.</param>
    /// <param name="method">The method; null where the card need not name it.</param>
    public static ModelCard Card(ImageSplits splits, ImageExperimentOptions options, Method? method = null)
    {
        ArgumentNullException.ThrowIfNull(splits);
        ArgumentNullException.ThrowIfNull(options);
        return new ModelCard
        {
            Architecture = ImageArchitecture.Named(options.Architecture).Name,
            WidthMultiplier = options.WidthMultiplier,
            NetworkOptions = options.NetworkOptions,
            ClassNames = splits.Dataset.ClassNames,
            ImageSize = options.ImageSize,
            Crop = options.EvaluationCrop,
            SixteenBitDepth = options.SixteenBitDepth,
            TrainCounts = splits.TrainCounts,
            Method = method?.Name,
            FollowsClassPriors = method is null ? null : method.FollowsClassPriors && options.Training.Sampler == SamplerKind.Shuffled,
            Contrast = method?.ContrastAtPrediction(splits.TrainCounts) is { } constants
                ? new ContrastCard { Projection = method.Options.Projection, ProjectionSize = method.Options.ProjectionSize,
                    Layer = options.EmbeddingLayer, Temperature = constants.Temperature, Weight = constants.Weight }
                : null,
        };
    }

    /// <summary>Everything that determines the result of an experiment, by name: what a resumed run must share.</summary>
    /// <param name="splits">The data, split.</param>
    /// <param name="method">The method.</param>
    /// <param name="options">How to train.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="scenario">The scenario's name.</param>
    /// <param name="processes">How many processes train together.</param>
    public static IReadOnlyDictionary<string, string> Settings(
        ImageSplits splits, Method method, ImageExperimentOptions options, ulong seed, string scenario, int processes = 1) =>
        Key(splits, method, options, seed, scenario, processes).Settings;

    /// <summary>
    /// What the cell of an experiment is known by. Constants that the class counts give stand in it, not the method's name nor the rule
    /// that gave them, so that methods that come to the same on these images are one cell.
    /// </summary>
    /// <param name="splits">The data, split.</param>
    /// <param name="method">The method.</param>
    /// <param name="options">How to train.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="scenario">The scenario's name.</param>
    /// <param name="processes">How many processes train together.</param>
    public static CellKey Key(
        ImageSplits splits, Method method, ImageExperimentOptions options, ulong seed, string scenario, int processes = 1)
    {
        ArgumentNullException.ThrowIfNull(splits);
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(options);
        (method, options) = (Named(method, splits), options.Settled(splits.Train.Length));
        IEnumerable<KeyValuePair<string, string>> several = processes > 1
            ? [new("processes", processes.ToString(CultureInfo.InvariantCulture))] : [];
        return CellKey.Of("image", Protocol,
        [
            .. ImageKeys.Data(splits, scenario), .. method.TrainingSettings(splits.TrainCounts), .. method.LaterSettings,
                .. ImageKeys.Experiment(options),
            new("seed", seed.ToString(CultureInfo.InvariantCulture)), .. several,
        ]);
    }

    /// <summary>
    /// The hash of a data set by its name, its classes, and its images' labels and file names: what two sets of other content can share,
    /// so that cells are told apart by the <see cref="ImageFingerprint"/> that is kept beside them under this hash.
    /// </summary>
    /// <param name="dataset">The images.</param>
    public static string DataHash(ImageDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return ConfigHash.Of(
            [new("data", dataset.Name), new("classes", ImageKeys.Classes(dataset)), new("images", ImageKeys.Images(dataset))]);
    }

    /// <summary>What the adaptive rule's bounds do to a method's constants on a training set; empty for other methods.</summary>
    /// <param name="splits">The data, split.</param>
    /// <param name="method">The method.</param>
    public static IReadOnlyList<string> Remarks(ImageSplits splits, Method method)
    {
        ArgumentNullException.ThrowIfNull(splits);
        ArgumentNullException.ThrowIfNull(method);
        return method.Options.Contrastive == ContrastiveKind.Adaptive ? method.Constants(splits.TrainCounts).Warnings : [];
    }

    private static ImageExperimentResult Evaluate(
        ImageClassifier classifier, TrainResult result, ImageSplits splits, Method method, ImageExperimentOptions options, ulong seed,
        string scenario, int processes, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        PredictionBatch PredictRows(int[] rows) =>
            Predict(classifier, new ImageBatchSource(
            splits.Dataset.Subset(rows), classifier.Evaluation, NetworkTraining.Loading(classifier, options, seed)), options,
                cancellationToken);
        var predictions = PredictRows(splits.Test);
        var measures = new EvaluationOptions { PositiveClass = MinorityClass.Of(splits.TrainCounts) };
        var evaluation = Evaluation.Of(
            predictions.Labels, predictions.Probabilities, splits.Dataset.ClassNames, measures, cancellationToken);
        var large = splits.LargeTest.Length == 0 ? null : PredictRows(splits.LargeTest);
        var largeEvaluation = large is null ? null
            : Evaluation.Of(large.Labels, large.Probabilities, splits.Dataset.ClassNames, measures, cancellationToken);
        var hash = Key(splits, method, options, seed, scenario, processes).Hash;
        var cell = CellBuilder.Build(
            hash, scenario, method, seed, splits, predictions, evaluation, largeEvaluation,
            result with { Seconds = result.Seconds + clock.Elapsed.TotalSeconds }, options.Thumbnails ? row =>
            classifier.See(splits.Dataset, splits.Test[row], new DecodeOptions { MaximumPixels = options.MaximumPixels,
            SixteenBitDepth = options.SixteenBitDepth }) : null, (seen, c) => GradCam.Draw(classifier, seen, c));
        var validation = splits.Validation.Length == 0 ? null : PredictRows(splits.Validation);
        cell = CellBuilder.WithValidation(cell, predictions, validation, splits.Dataset.ClassNames);

        if (method.Decision == DecisionRule.Tuned)
        {
            cell = TunedDecisions.Decide(cell);
        }

        return new ImageExperimentResult(classifier, result, evaluation, predictions, largeEvaluation, cell);
    }

    private static PredictionBatch Predict(
        ImageClassifier classifier, ImageBatchSource source, ImageExperimentOptions options, CancellationToken cancellationToken) =>
        Predictor.Run(classifier.Network, source, options.Training.BatchSize, embeddings: true, bfloat16: options.Training.BFloat16,
            cancellationToken: cancellationToken);
}
