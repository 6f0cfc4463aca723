using Counterpoise.Learning.Optimization;
using System.Globalization;
using System.Security.Cryptography;
using Counterpoise.Comparisons;
using Counterpoise.Learning.Training;
using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Models;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Experiments;

/// <summary>What determines the results of experiments on images, each under an explicit name in snake_case.</summary>
internal static class ImageKeys
{
    /// <summary>Data set and split.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Data(ImageSplits splits, string scenario) =>
    [
        new("data", splits.Dataset.Name), new("classes", Classes(splits.Dataset)), new("images", Images(splits.Dataset)),
            new("split", Split(splits)), new("scenario", scenario),
    ];

    /// <summary>The hash of the images of each split, by their numbers.</summary>
    public static string Split(ImageSplits splits)
    {
        static string Join(int[] rows) => string.Join(',', rows);
        return ConfigHash.Of(
            [new("train", Join(splits.Train)), new("validation", Join(splits.Validation)), new("test", Join(splits.Test)),
            new("large", Join(splits.LargeTest))]);
    }

    public static string Classes(ImageDataset dataset) => string.Join(", ", dataset.ClassNames);

    /// <summary>The hash of labels and file names.</summary>
    public static string Images(ImageDataset dataset) =>
        ConfigHash.Of(dataset.Samples.Select(
            i => KeyValuePair.Create(i.Index.ToString(CultureInfo.InvariantCulture), $"{i.Label} {Path.GetFileName(i.Name)}")));

    /// <summary>Network, augmentation and training.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Experiment(ImageExperimentOptions options)
    {
        var network = options.Network();
        return
        [
            new("architecture", options.Architecture), new("width_multiplier", Text(network.WidthMultiplier)),
                new("dropout", Text(network.Dropout)),
            new("batch_norm_momentum", Text(network.BatchNormMomentum)), new("embedding_layer", Words(options.EmbeddingLayer)),
            .. options.NetworkOptions.Select(o => KeyValuePair.Create($"network.{o.Key}", o.Value)),
            new("pretrained", options.Pretrained is null ? "none" : Content(options.Pretrained)),
            .. Augmentation(options.AugmentationOptions()), .. Training(options.Training), .. Optional(options),
        ];
    }

    private static IEnumerable<KeyValuePair<string, string>> Augmentation(AugmentationOptions options) =>
    [
        new("augmentation.size", Text(options.Size)),
        new("augmentation.crop", Words(options.Crop)),
        new("augmentation.minimum_scale", Text(options.MinimumScale)), new("augmentation.padding", Text(options.Padding)),
        new("augmentation.horizontal_flip", Text(options.HorizontalFlip)), new("augmentation.vertical_flip", Text(options.VerticalFlip)),
        new("augmentation.rotation_degrees", Text(options.RotationDegrees)), new("augmentation.color_jitter", Text(options.ColorJitter)),
        new("augmentation.color_strength", Text(options.ColorStrength)), new("augmentation.grayscale", Text(options.Grayscale)),
        new("augmentation.rand_augment_operations", Text(options.RandAugmentOperations)),
            new("augmentation.rand_augment_magnitude", Text(options.RandAugmentMagnitude)),
        new("augmentation.blur", Text(options.Blur)), new("augmentation.erasing", Text(options.Erasing)),
    ];

    private static IEnumerable<KeyValuePair<string, string>> Training(TrainerOptions options) =>
    [
        new("training.epochs", Text(options.Epochs)), new("training.batch_size", Text(options.BatchSize)),
            new("training.optimizer", Words(options.Optimizer)),
        new("training.learning_rate", Text(options.LearningRate)), new("training.weight_decay", Text(options.WeightDecay)),
            new("training.schedule", Words(options.Schedule)),
        new("training.warm_up_epochs", Text(options.WarmUpEpochs)), new("training.sampler", Words(options.Sampler)),
            new("training.views", Text(options.Views)),
        new("training.accumulation_steps", Text(options.AccumulationSteps)), new("training.clip_norm", Text(options.ClipNorm)),
            new("training.ema_decay", Text(options.EmaDecay)),
        new("training.bfloat16", options.BFloat16 ? "true" : "false"),
            new("training.frozen_backbone_epochs", Text(options.FrozenBackboneEpochs)),
        new("training.backbone_rate", Text(options.BackboneRate)), new("training.watched_metric", options.WatchedMetric),
            new("training.patience", Text(options.Patience)),
    ];

    /// <summary>What stands in a key only where it is not the default.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Optional(ImageExperimentOptions options)
    {
        if (options.Mixing is { } mixing)
        {
            yield return new("mixing.mixup_alpha", Text(mixing.MixupAlpha));
            yield return new("mixing.cutmix_alpha", Text(mixing.CutMixAlpha));
        }

        if (options.Training.TiesByLoss)
        {
            yield return new("training.ties_by_loss", "true");
        }

        if (options.Training.NormBatches is { } batches and > 0)
        {
            yield return new("training.norm_batches", Text(batches));
        }

        if (options.EvaluationCrop == CropRule.Square)
        {
            yield return new("evaluation_crop", Words(CropRule.Square));
        }

        var augmentation = options.AugmentationOptions();
        if (augmentation.QuarterTurns > 0)
        {
            yield return new("augmentation.quarter_turns", Text(augmentation.QuarterTurns));
        }

        if (augmentation.Brightness > 0)
        {
            yield return new("augmentation.brightness", Text(augmentation.Brightness));
        }

        if (options.Fit != FitRule.Crop)
        {
            yield return new("fit", options.Fit == FitRule.Pad ? "pad" : "squash");
        }

        if (options.Training.Device is { type: not DeviceType.CPU } device)
        {
            yield return new("training.device", device.type.ToString().ToLowerInvariant());
        }

        if (options.SixteenBitDepth != 16)
        {
            yield return new("sixteen_bit_depth", Text(options.SixteenBitDepth));
        }
    }

    private static string Words(OptimizerKind kind) => kind switch
    {
        OptimizerKind.Adam => "adam",
        OptimizerKind.AdamW => "adamw",
        OptimizerKind.Sgd => "sgd",
        _ => throw Nameless(kind),
    };

    private static string Words(ScheduleKind kind) => kind switch
    {
        ScheduleKind.Cosine => "cosine",
        ScheduleKind.Constant => "constant",
        ScheduleKind.OneCycle => "one_cycle",
        _ => throw Nameless(kind),
    };

    private static string Words(SamplerKind kind) => kind switch
    {
        SamplerKind.Shuffled => "shuffled",
        SamplerKind.ClassAware => "class_aware",
        _ => throw Nameless(kind),
    };

    private static string Words(EmbeddingLayer layer) => layer switch
    {
        EmbeddingLayer.Penultimate => "penultimate",
        EmbeddingLayer.Pooled => "pooled",
        _ => throw Nameless(layer),
    };

    private static string Words(CropRule rule) => rule switch
    {
        CropRule.RandomResized => "random_resized",
        CropRule.RandomPadded => "random_padded",
        CropRule.Center => "center",
        CropRule.Squash => "squash",
        CropRule.Pad => "pad",
        CropRule.Square => "square",
        _ => throw Nameless(rule),
    };

    private static ArgumentException Nameless(Enum value) => new($"{value.GetType().Name} {value} has no name in keys: give it one here");

    /// <summary>A file under its content: two runs both call their weights best.safetensors.</summary>
    private static string Content(string path)
    {
        using var stream = File.OpenRead(path);
        return $"{Path.GetFileName(path)} {Convert.ToHexStringLower(SHA256.HashData(stream).AsSpan(0, 8))}";
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(double? value) => value is { } number ? Text(number) : "none";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(int? value) => value is { } number ? Text(number) : "none";
}
