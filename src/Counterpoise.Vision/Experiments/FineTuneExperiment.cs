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
    /// <param name="parts">The images of two classes, split; the second class is the positive one.</param>
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
        ImageParts parts, FineTuningArm arm, Method method, ImageExperimentOptions network, FineTuningOptions options, ulong seed,
        RunFolder? run = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        Check(parts, network);
        method = ImageExperiment.Named(method, parts);
        using var classifier = NetworkTraining.Create(parts, method, network, seed);
        var trained = parts.Train.Length / (double)(parts.Train.Length + parts.Validation.Length);
        var training = new ImageBatchSource(
            parts.Dataset.Subset(parts.Train), new AugmentationPipeline(network.AugmentationOptions(), network.Fit),
            NetworkTraining.Loading(classifier, network, seed, trained));
        var validation = NetworkTraining.Fixed(classifier, parts, parts.Validation, network, seed, 1 - trained);
        var objective = method.Objective(parts.TrainCounts, options.HeadEpochs + options.TuneEpochs, seed);
        var result = FineTuner.Run(classifier.Network, objective, arm, training, validation, options, seed, run, progress,
            cancellationToken);
        double[] Scores(int[] rows) => Positive(Predictor.Run(
            classifier.Network, NetworkTraining.Fixed(classifier, parts, rows, network, seed, 0), options.BatchSize,
                cancellationToken: cancellationToken));
        return new FineTuneOutcome(result, Scores(parts.Validation), Scores(parts.Test));
    }

    private static void Check(ImageParts parts, ImageExperimentOptions network)
    {
        network.Validate();
        parts.Validate();
        if (parts.Dataset.ClassNames.Count != 2)
        {
            throw new ArgumentException(
                $"{parts.Dataset.Name} has {parts.Dataset.ClassNames.Count} classes: name the positive ones, so that there are two",
                nameof(parts));
        }

        if (parts.Validation.Length == 0)
        {
            throw new ArgumentException(
                $"{parts.Dataset.Name} has no validation split, on which the epoch and the threshold are chosen: give it a share",
                nameof(parts));
        }

        if (network.Pretrained is null)
        {
            throw new ArgumentException("there are no pretrained weights to fine-tune: name a file or known weights", nameof(network));
        }

        LeakGuard.Require(parts.Train, parts.Validation, parts.Test, parts.Dataset.HasGroups ? parts.Dataset.GroupNumbers() : []);
    }

    private static double[] Positive(PredictionBatch batch) =>
        [.. Enumerable.Range(0, batch.Labels.Length).Select(i => batch.Probabilities[(2 * i) + 1])];
}
