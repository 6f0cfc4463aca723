using System.Globalization;
using System.Numerics.Tensors;
using Counterpoise.Learning.Batches;
using Counterpoise.Learning.Losses;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Models;
using Counterpoise.Learning.PostHoc;
using Counterpoise.Learning.Prediction;
using Counterpoise.Learning.Training;
using Counterpoise.Numerics;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Vision.Baselines;

/// <summary>
/// Trains a <see cref="FeatureHead"/> on standardised features with the losses, second stage and decision of a method, as a network on
/// images is trained. O(epochs · images · features · hidden).
/// </summary>
internal sealed class HeadTraining : IDisposable
{
    private readonly FeatureHead _network;
    private readonly double[] _means;
    private readonly double[] _scales;

    private HeadTraining(FeatureHead network, double[] means, double[] scales) => (_network, _means, _scales) = (network, means, scales);

    /// <summary>What training came to.</summary>
    public required TrainResult Result { get; init; }

    /// <summary>Trains.</summary>
    /// <param name="method">Losses, second stage and decision.</param>
    /// <param name="rows">Features of the training images, [n, F].</param>
    /// <param name="labels">Their classes.</param>
    /// <param name="validation">Features and classes of the images that choose the epoch; null takes the last epoch.</param>
    /// <param name="classes">C.</param>
    /// <param name="options">Network and training.</param>
    /// <param name="watchedMetric">The metric that chooses the epoch.</param>
    /// <param name="seed">Initial weights, batches and dropout.</param>
    /// <param name="cancellationToken">Stops after the step in hand.</param>
    public static HeadTraining Fit(Method method, DenseMatrix rows, int[] labels, (DenseMatrix Rows, int[] Labels)? validation, int classes,
        HeadOptions options, string watchedMetric, ulong seed, CancellationToken cancellationToken)
    {
        options.Validate();
        var (means, scales) = Moments(rows);
        var counts = new int[classes];
        Array.ForEach(labels, label => counts[label]++);
        var network = new FeatureHead(rows.Columns, classes, options);
        try
        {
            network.Initialize(seed);
            using var scope = torch.NewDisposeScope();
            var training = Source(rows, labels, means, scales);
            var watched = validation is { } held ? Source(held.Rows, held.Labels, means, scales) : null;
            var trainer = new TrainerOptions
            {
                Epochs = options.Epochs,
                BatchSize = options.BatchSize,
                LearningRate = options.LearningRate,
                WeightDecay = options.WeightDecay,
                WarmUpEpochs = Math.Min(1, options.Epochs - 1),
                WatchedMetric = watchedMetric,
                Seed = seed,
            };
            var result = Train(network, method, training, watched, counts, trainer, cancellationToken);
            return new HeadTraining(network, means, scales) { Result = result };
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>Probabilities and embeddings of images.</summary>
    /// <param name="rows">Their features, [n, F].</param>
    /// <param name="labels">Their classes, kept beside the probabilities.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    public PredictionBatch Predict(DenseMatrix rows, int[] labels, CancellationToken cancellationToken)
    {
        using var scope = torch.NewDisposeScope();
        return Predictor.Run(_network, Source(rows, labels, _means, _scales), batchSize: 512, embeddings: true,
            cancellationToken: cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();

    private static TrainResult Train(FeatureHead network, Method method, TensorBatchSource training, TensorBatchSource? validation,
        int[] counts,
        TrainerOptions options, CancellationToken cancellationToken)
    {
        var objective = method.Objective(counts, options.Epochs, options.Seed);
        var projection = objective.ContrastiveTerm is null ? null
            : new ProjectionHead(network.EmbeddingSize, method.Options.Projection, method.Options.ProjectionSize).Initialize(options.Seed);
        var learnt = objective.ContrastiveTerm?.LearntPart?.Initialize(options.Seed);
        var stays = objective.ContrastiveTerm is ProbabilisticContrastive;
        using var leavingProjection = stays ? null : projection;
        using var leavingPart = stays ? null : learnt;
        if (objective.ContrastiveTerm is ProbabilisticContrastive probabilistic && method.ContrastAtPrediction(counts) is { } constants)
        {
            network.Attach(new ContrastLogits(projection!, probabilistic.Directions, constants.Temperature, constants.Weight));
        }

        using var trainer = new Trainer(network, objective, projection, options);
        var result = trainer.Fit(training, validation, cancellationToken: cancellationToken);
        if (method.Options.SecondStage is not { } second)
        {
            return result;
        }

        var stage = HeadStage.Run(network, second, training, validation, options, cancellationToken: cancellationToken);
        return result with { BestMetric = stage.Metric ?? result.BestMetric, Warnings = [.. result.Warnings, stage.Description] };
    }

    /// <summary>Mean and standard deviation of each feature over the training images; a feature that never changes keeps scale 1.</summary>
    private static (double[] Means, double[] Scales) Moments(DenseMatrix rows)
    {
        var (means, scales) = (new double[rows.Columns], new double[rows.Columns]);
        for (var i = 0; i < rows.Rows; i++)
        {
            TensorPrimitives.Add(means, rows.Row(i), means);
        }

        TensorPrimitives.Divide(means, (double)rows.Rows, means);
        var centred = new double[rows.Columns];
        for (var i = 0; i < rows.Rows; i++)
        {
            TensorPrimitives.Subtract(rows.Row(i), means, centred);
            TensorPrimitives.MultiplyAdd(centred, centred, scales, scales);
        }

        for (var j = 0; j < scales.Length; j++)
        {
            var deviation = Math.Sqrt(scales[j] / rows.Rows);
            scales[j] = deviation > 0 ? deviation : 1;
        }

        return (means, scales);
    }

    private static TensorBatchSource Source(DenseMatrix rows, int[] labels, double[] means, double[] scales)
    {
        var values = new float[checked(rows.Rows * rows.Columns)];
        for (var i = 0; i < rows.Rows; i++)
        {
            var row = rows.Row(i);
            for (var j = 0; j < rows.Columns; j++)
            {
                values[(i * rows.Columns) + j] = (float)((row[j] - means[j]) / scales[j]);
            }
        }

        return new TensorBatchSource(Tensor.FromArray(values).Reshape(rows.Rows, rows.Columns), labels);
    }

    /// <summary>What stands in the cell beside the numbers.</summary>
    public string Note(HeadOptions options) => string.Create(
        CultureInfo.InvariantCulture,
        $"one hidden layer of {options.HiddenSize} on frozen features, epoch {Result.BestEpoch} of {Result.EpochsRun}");
}
