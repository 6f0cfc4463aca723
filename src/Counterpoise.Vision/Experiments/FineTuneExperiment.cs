using Counterpoise.Learning.FineTuning;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Prediction;
using Counterpoise.Learning.Runs;
using Counterpoise.Learning.Training;
using Counterpoise.Splits;
using Counterpoise.Vision.Augmentation;

namespace Counterpoise.Vision.Experiments;

/// <summary>Fine-tunes a pretrained network on two classes of images, and gives the scores of validation and test images.</summary>
public static class FineTuneExperiment
{
    /// <summary>Runs one arm with one seed. Arms of one seed start from the same head, and see the same batches and augmentation.</summary>
    /// <param name="splits">The images of two classes, split; the second class is the positive one.</param>
    /// <param name="arm">The way.</param>
    /// <param name="method">The loss, such as <c>ce</c>, <c>wce</c> or <c>la</c>; without a contrastive term.</param>
    /// <param name="network">Network, pretrained weights, size and augmentation; its training options do not count.</param>
    /// <param name="options">Epochs, rates and the rest.</param>
    /// <param name="seed">The seed of head, batches and augmentation.</param>
    /// <param name="run">Where the run is kept, and resumed from; null keeps nothing.</param>
    /// <param name="progress">Is told how far training is.</param>
    /// <param name="cancellationToken">Stops after the step in hand.</param>
    /// <exception cref="ArgumentException">There are other than two classes, no pretrained weights, or the split cannot be
    /// used.</exception>
    /// <exception cref="LeakException">An image or a group is in two splits.</exception>
    public static FineTuneOutcome Run(
        ImageSplits splits, FineTuningArm arm, Method method, ImageExperimentOptions network, FineTuningOptions options, ulong seed,
        RunFolder? run = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(splits);
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        Check(splits, network);
        method = ImageExperiment.Named(method, splits);
        using var classifier = NetworkTraining.Create(splits, method, network, seed);
        var trained = splits.Train.Length / (double)(splits.Train.Length + splits.Validation.Length);
        var training = new ImageBatchSource(
            splits.Dataset.Subset(splits.Train), new AugmentationPipeline(network.AugmentationOptions(), network.Fit),
            NetworkTraining.Loading(classifier, network, seed, trained));
        var validation = NetworkTraining.Fixed(classifier, splits, splits.Validation, network, seed, 1 - trained);
        var objective = method.Objective(splits.TrainCounts, options.HeadEpochs + options.TuneEpochs, seed);
        var result = FineTuner.Run(classifier.Network, objective, arm, training, validation, options, seed, run, progress,
            cancellationToken);
        double[] Scores(int[] rows) => Positive(Predictor.Run(
            classifier.Network, NetworkTraining.Fixed(classifier, splits, rows, network, seed, 0), options.BatchSize,
                cancellationToken: cancellationToken));
        return new FineTuneOutcome(result, Scores(splits.Validation), Scores(splits.Test));
    }

    private static void Check(ImageSplits splits, ImageExperimentOptions network)
    {
        network.Validate();
        splits.Validate();
        if (splits.Dataset.ClassNames.Count != 2)
        {
            throw new ArgumentException(
                $"{splits.Dataset.Name} has {splits.Dataset.ClassNames.Count} classes: name the positive ones, so that there are two",
                nameof(splits));
        }

        if (splits.Validation.Length == 0)
        {
            throw new ArgumentException(
                $"{splits.Dataset.Name} has no validation split, on which the epoch and the threshold are chosen: give it a share",
                nameof(splits));
        }

        if (network.Pretrained is null)
        {
            throw new ArgumentException("there are no pretrained weights to fine-tune: name a file or known weights", nameof(network));
        }

        LeakGuard.Require(splits.Train, splits.Validation, splits.Test, splits.Dataset.HasGroups ? splits.Dataset.GroupNumbers() : []);
    }

    private static double[] Positive(PredictionBatch batch) =>
        [.. Enumerable.Range(0, batch.Labels.Length).Select(i => batch.Probabilities[(2 * i) + 1])];
}
