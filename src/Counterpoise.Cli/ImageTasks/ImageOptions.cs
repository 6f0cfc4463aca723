using Counterpoise.Learning.Optimization;
using System.CommandLine;
using Counterpoise.Cli.Output;
using Counterpoise.Learning.Training;
using Counterpoise.Torch;
using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Experiments;
using Counterpoise.Vision.Mixing;
using Counterpoise.Vision.Models;
using Counterpoise.Workflows.Images;

namespace Counterpoise.Cli.ImageTasks;

/// <summary>The options of training on images; the names are also the keys of a configuration file.</summary>
internal static class ImageOptions
{
    private static readonly ImageExperimentOptions Default = new();

    public static Option<string> Architecture { get; } = Value("--architecture",
        $"The network: auto goes by the size of the images (small-cnn below 96 pixels, else resnet-18-packaged); "
        + $"{string.Join(", ", ImageArchitecture.Known.Select(a => a.Name))}.", NetworkChoice.Auto);

    public static Option<double> Width { get; } = Value("--width", "Share of the network's channels.", Default.WidthMultiplier);

    public static Option<string?> Pretrained { get; } = new("--pretrained") { Description =
        "Weights to start from: auto (the default: ImageNet's where the network is chosen by the images and they have 96 pixels, else "
        + "none), none, a .safetensors or .pth file, or a known name such as imagenet.", HelpName = "auto|none|file or name" };

    public static Option<int?> Size { get; } = new("--size") { Description =
        "Side of the images in pixels; by default their own up to 224 where the network goes by them, else 224.", HelpName = "pixels" };

    public static Option<AugmentationPreset> Augmentation { get; } =
        Value("--augmentation", "Augmentation of training images.", Default.Augmentation);

    public static Option<string?> AugmentationOptions { get; } =
        new("--augmentation-options") { Description =
        "What is set over the augmentation: minimum-scale=0.5 for larger crops, quarter-turns=0.75, brightness=0.2, horizontal-flip=0, "
        + "color-jitter=0 and all others of docs/augmentation.md.", HelpName = "name=value,..." };

    public static Option<FitRule> Fit { get; } = Value("--fit",
        "What becomes of images that are no squares, in training and prediction: crop keeps the square in the middle, pad adds bands, "
        + "squash presses the longer side together.", Default.Fit);

    public static Option<bool> NoFlip { get; } = new("--no-flip") { Description =
        "Never flip training images left to right: for letters, digits and whatever has a side." };

    public static Option<bool> VerticalFlip { get; } = new("--vertical-flip") { Description =
        "Also flip training images top to bottom: for pictures from above or through a microscope." };

    public static Option<double?> Rotation { get; } = new("--rotation") { Description =
        "Rotate training images by up to this many degrees to either side; by default not at all.", HelpName = "degrees" };

    public static Option<double?> Blur { get; } = new("--blur") { Description =
        "Blur training images with this probability; by default not at all.", HelpName = "0..1" };

    public static Option<double?> Mixup { get; } = new("--mixup") { Description =
        "Mix training images by mixup with this α; with --cutmix each batch goes through one of the two.", HelpName = "alpha" };

    public static Option<double?> CutMix { get; } = new("--cutmix") { Description = "Mix training images by CutMix with this α.",
        HelpName = "alpha" };

    public static Option<EmbeddingLayer> Embedding { get; } =
        Value("--embedding", "The layer the contrastive term sees.", Default.EmbeddingLayer);

    public static Option<string?> NetworkOptions { get; } =
        new("--network-options") { Description =
        "What else is chosen of the network: halvings=3 keeps more positions of small images, depth=7 makes small-cnn deeper.",
        HelpName = "name=value,..." };

    public static Option<double?> Dropout { get; } = new("--dropout") { Description =
        "Share of the embedding that is zeroed in training; by default the network's own (0.2 for MobileNetV3, else none).",
        HelpName = "0..1" };

    public static Option<double?> BatchNormMomentum { get; } =
        new("--batch-norm-momentum") { Description =
        "How fast running statistics follow the batches; by default the network's own (0.01 for MobileNetV3, where 0.1 suits a short "
        + "training from scratch; else 0.1).", HelpName = "0..1" };

    public static Option<int?> NormBatches { get; } = new("--norm-batches") { Description =
        "Batches over which the statistics of batch norms are measured anew at the end of each epoch, before it is evaluated and kept; 0 "
        + "keeps the running ones; by default 32 where a training from scratch is too short for these, else 0.", HelpName = "batches" };

    public static Option<int> Epochs { get; } = Value("--epochs", "Passes over the training images.", Default.Training.Epochs);

    public static Option<int> BatchSize { get; } = Value("--batch-size", "Images in a batch.", Default.Training.BatchSize);

    public static Option<OptimizerKind> Optimizer { get; } = Value("--optimizer", "The optimiser.", Default.Training.Optimizer);

    public static Option<double?> LearningRate { get; } = new("--learning-rate") { Description =
        "Learning rate after the warm-up; by default 0.0001, and 0.01 for small-cnn.", HelpName = "number" };

    public static Option<double> WeightDecay { get; } = Value("--weight-decay", "Weight decay.", Default.Training.WeightDecay);

    public static Option<ScheduleKind?> Schedule { get; } =
        new("--schedule") { Description =
        "How the learning rate changes; by default cosine, and one-cycle for small-cnn at its own rate." };

    public static Option<double> WarmUp { get; } = Value("--warm-up", "Epochs over which the learning rate rises.",
        Default.Training.WarmUpEpochs);

    public static Option<SamplerKind> Sampler { get; } = Value("--sampler", "Which images form a batch.", Default.Training.Sampler);

    public static Option<int?> Views { get; } = new("--views") { Description =
        "Augmented views of each image; by default 2 with a contrastive term, else 1.", HelpName = "1 or 2" };

    public static Option<int> Accumulation { get; } = Value("--accumulate", "Batches whose gradients are summed before a step.",
        Default.Training.AccumulationSteps);

    public static Option<double?> ClipNorm { get; } = new("--clip-norm") { Description = "Norm that gradients are clipped to.",
        HelpName = "number" };

    public static Option<double?> Ema { get; } = new("--ema") { Description =
        "Decay of a moving average of the weights, which is then what is kept.", HelpName = "0..1" };

    public static Option<string> Device { get; } = new("--device") { Description =
        "Where networks run: auto takes a GPU where the program is built for CUDA and finds one.", DefaultValueFactory = _ => "auto",
        HelpName = "auto|cpu|cuda:N" };

    public static Option<bool> BFloat16 { get; } = new("--bf16") { Description = "Run the forward pass in bfloat16." };

    public static Option<int> FrozenEpochs { get; } = Value("--frozen-epochs", "First epochs in which only the heads learn.",
        Default.Training.FrozenBackboneEpochs);

    public static Option<double> BackboneRate { get; } = Value("--backbone-rate", "The backbone's learning rate as a share of the heads'.",
        Default.Training.BackboneRate);

    public static Option<string> Watch { get; } = Value("--watch", "Validation metric that says which epoch is best.",
        Default.Training.WatchedMetric);

    public static Option<int?> Patience { get; } = new("--patience") { Description =
        "Epochs without a better watched metric after which training ends.", HelpName = "epochs" };

    public static Option<int> CheckpointSteps { get; } = Value("--checkpoint-steps",
        "Steps between checkpoints within an epoch; 0 keeps one per epoch.", Default.Training.CheckpointSteps);

    public static Option<bool> NoThumbnails { get; } = new("--no-thumbnails") { Description =
        "Keep no pictures of mistakes, so that results may be published where the images may not." };

    /// <summary>What says how networks on images are made and trained.</summary>
    public static Option[] OfNetworks =>
    [
        Architecture, Width, NetworkOptions, Size, Pretrained, Embedding, Dropout, BatchNormMomentum, Augmentation, AugmentationOptions,
            NoFlip, VerticalFlip, Rotation, Blur, Mixup, CutMix,
        Views, Sampler, Epochs, BatchSize, Optimizer, LearningRate, WeightDecay, Schedule, WarmUp, Accumulation, ClipNorm, Ema, BFloat16,
            FrozenEpochs, BackboneRate, Patience,
    ];

    public static void AddTo(Command command)
    {
        HelpGroups.Add(command, "Network", Architecture, Width, NetworkOptions, Size, Pretrained, Embedding, Dropout, BatchNormMomentum,
            NormBatches);
        HelpGroups.Add(command, "Training images", Fit, Augmentation, AugmentationOptions, NoFlip, VerticalFlip, Rotation, Blur, Mixup,
            CutMix, Views, Sampler);
        HelpGroups.Add(command, "Training", Epochs, BatchSize, Optimizer, LearningRate, WeightDecay, Schedule, WarmUp, Accumulation,
            ClipNorm, Ema, Device, BFloat16, FrozenEpochs, BackboneRate, Watch, Patience, CheckpointSteps);
        HelpGroups.Add(command, "Reports of images", NoThumbnails);
    }

    /// <summary>Chooses what the command line leaves open of network, weights and size.</summary>
    public static NetworkChoice Choose(ParseResult parsed, string path) =>
        NetworkChoice.Of(ImageDataArguments.Read(parsed, path), parsed.GetValue(Architecture), parsed.GetValue(Pretrained),
            parsed.GetValue(Size));

    /// <summary>The options as they resolved, checked, without a look at the images.</summary>
    public static ImageExperimentOptions Read(ParseResult parsed) =>
        Read(parsed, NetworkChoice.Unseen(parsed.GetValue(Architecture), parsed.GetValue(Size)), null);

    /// <summary>The options as they resolved, checked.</summary>
    public static ImageExperimentOptions Read(ParseResult parsed, NetworkChoice choice, string? pretrainedFile)
    {
        var options = new ImageExperimentOptions
        {
            Architecture = choice.Architecture,
            WidthMultiplier = parsed.GetValue(Width),
            NetworkOptions = Pairs.Parse("--network-options", parsed.GetValue(NetworkOptions)),
            Pretrained = pretrainedFile,
            ImageSize = choice.ImageSize,
            Augmentation = parsed.GetValue(Augmentation),
            AugmentationSettings = Pairs.Parse("--augmentation-options", parsed.GetValue(AugmentationOptions)),
            Fit = parsed.GetValue(Fit),
            HorizontalFlips = choice.Mirrors && !parsed.GetValue(NoFlip),
            VerticalFlips = parsed.GetValue(VerticalFlip),
            SixteenBitDepth = parsed.GetValue(ImageDataArguments.SixteenBitDepth),
            MaximumPixels = parsed.GetValue(ImageDataArguments.MaximumPixels),
            RotationDegrees = parsed.GetValue(Rotation),
            Blur = parsed.GetValue(Blur),
            Mixing = (parsed.GetValue(Mixup), parsed.GetValue(CutMix)) is (null, null) ? null
                : new ImageMixing { MixupAlpha = parsed.GetValue(Mixup), CutMixAlpha = parsed.GetValue(CutMix) },
            EmbeddingLayer = parsed.GetValue(Embedding),
            Dropout = parsed.GetValue(Dropout),
            BatchNormMomentum = parsed.GetValue(BatchNormMomentum),
            Thumbnails = !parsed.GetValue(NoThumbnails),
            Training = new TrainerOptions
            {
                Epochs = parsed.GetValue(Epochs),
                BatchSize = parsed.GetValue(BatchSize),
                Optimizer = parsed.GetValue(Optimizer),
                LearningRate = parsed.GetValue(LearningRate) ?? choice.LearningRate,
                WeightDecay = parsed.GetValue(WeightDecay),
                Schedule = parsed.GetValue(Schedule) ?? (parsed.GetValue(LearningRate) is null ? choice.Schedule
                    : Default.Training.Schedule),
                WarmUpEpochs = WarmUpWithin(parsed.GetValue(Epochs), parsed.GetValue(WarmUp)),
                Sampler = parsed.GetValue(Sampler),
                Views = parsed.GetValue(Views),
                AccumulationSteps = parsed.GetValue(Accumulation),
                ClipNorm = parsed.GetValue(ClipNorm),
                EmaDecay = parsed.GetValue(Ema),
                Device = ComputeDevice.Parse(parsed.GetValue(Device)!),
                BFloat16 = parsed.GetValue(BFloat16),
                FrozenBackboneEpochs = parsed.GetValue(FrozenEpochs),
                BackboneRate = parsed.GetValue(BackboneRate),
                WatchedMetric = parsed.GetValue(Watch)!,
                Patience = parsed.GetValue(Patience),
                NormBatches = parsed.GetValue(NormBatches),
                CheckpointSteps = parsed.GetValue(CheckpointSteps),
            },
        };
        options.Validate();
        options.Training.RequireWatchable(hasValidation: true);
        return options;
    }

    /// <summary>A warm-up that leaves the last epoch alone, so that short trainings need not turn it off.</summary>
    public static double WarmUpWithin(int epochs, double warmUp) => Math.Min(warmUp, Math.Max(0, epochs - 1));

    private static Option<T> Value<T>(string name, string description, T value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };
}
