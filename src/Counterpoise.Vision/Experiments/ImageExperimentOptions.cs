using System.Collections.ObjectModel;
using Counterpoise.Learning.Training;
using Counterpoise.Options;
using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Backbones;
using Counterpoise.Vision.Mixing;
using Counterpoise.Vision.Models;

namespace Counterpoise.Vision.Experiments;

/// <summary>Everything about an experiment on images but data, method and seed.</summary>
public sealed record ImageExperimentOptions
{
    /// <summary>The architecture, see <see cref="ImageArchitecture.Known"/>. Default the paper's, MobileNetV3-Large.</summary>
    public string Architecture { get; init; } = "mobilenet-v3-large";

    /// <summary>The share of the architecture's channels, above 0. Default 1.</summary>
    public double WidthMultiplier { get; init; } = 1;

    /// <summary>
    /// What else is chosen of the architecture, by snake_case name, such as <c>halvings</c>: 3; see
    /// <see cref="ImageArchitecture.Defaults"/>. Default nothing.
    /// </summary>
    public IReadOnlyDictionary<string, string> NetworkOptions { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>A file of pretrained weights; null trains from scratch. Default null.</summary>
    public string? Pretrained { get; init; }

    /// <summary>
    /// Side of the images in pixels, at least as many as the network's halvings need: 32 for five of them, 8 for two or three. Default 224.
    /// </summary>
    public int ImageSize { get; init; } = 224;

    /// <summary>The augmentation of training images. Default by size.</summary>
    public AugmentationPreset Augmentation { get; init; } = AugmentationPreset.Auto;

    /// <summary>
    /// What is set over the preset, by the names of <see cref="Vision.Augmentation.AugmentationOptions"/> in lower case with dashes, such
    /// as <c>minimum-scale</c>: 0.5. Default nothing.
    /// </summary>
    public IReadOnlyDictionary<string, string> AugmentationSettings { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>What becomes of images that are no squares, in training and prediction. Default the square in the middle is kept.</summary>
    public FitRule Fit { get; init; } = FitRule.Crop;

    /// <summary>
    /// Whether training images may be flipped left to right, where the preset does so; false for letters, digits and whatever has a side.
    /// Default true.
    /// </summary>
    public bool HorizontalFlips { get; init; } = true;

    /// <summary>
    /// Whether training images are also flipped top to bottom, every other one; for pictures that may be turned any way, as from above or
    /// through a microscope. Default false.
    /// </summary>
    public bool VerticalFlips { get; init; }

    /// <summary>Bits that the samples of 16-bit images really use, 9 to 16. Default 16.</summary>
    public int SixteenBitDepth { get; init; } = 16;

    /// <summary>Largest image that is decoded, in pixels, at least 1. Default 100 million. Results do not depend on it.</summary>
    public long MaximumPixels { get; init; } = 100_000_000;

    /// <summary>Largest rotation of training images to either side in degrees, 0 to 180; null leaves the preset's. Default null.</summary>
    public double? RotationDegrees { get; init; }

    /// <summary>Probability that a training image is blurred, in [0, 1]; null leaves the preset's. Default null.</summary>
    public double? Blur { get; init; }

    /// <summary>How training images are mixed with each other, see <see cref="ImageMixing"/>; null for not at all. Default null.</summary>
    public ImageMixing? Mixing { get; init; }

    /// <summary>
    /// The share of the embedding that is zeroed in training, in [0, 1); null for the architecture's own: 0.2 for MobileNetV3, else none.
    /// Default null.
    /// </summary>
    public double? Dropout { get; init; }

    /// <summary>
    /// How fast running statistics follow the batches, in (0, 1]; null for the architecture's own: 0.01 for MobileNetV3 (where 0.1 suits a
    /// short training from scratch), else 0.1. Default null.
    /// </summary>
    public double? BatchNormMomentum { get; init; }

    /// <summary>The layer that a contrastive term sees. Default the input of the last linear layer.</summary>
    public EmbeddingLayer EmbeddingLayer { get; init; } = EmbeddingLayer.Penultimate;

    /// <summary>How the model is trained; its seed is that of the cell.</summary>
    public TrainerOptions Training { get; init; } = new();

    /// <summary>Bytes of decoded images that are kept for later epochs, not negative. Default 1 GiB. Results do not depend on it.</summary>
    public long CacheBytes { get; init; } = 1L << 30;

    /// <summary>
    /// Whether a cell keeps small pictures of the worst mistakes; without them it and its report may be published where the images may not.
    /// Default true. Results do not depend on it.
    /// </summary>
    public bool Thumbnails { get; init; } = true;

    /// <summary>Threads that decode and augment; 0 chooses. Results do not depend on it.</summary>
    public int LoaderThreads { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">At least one value is out of its range; all are listed.</exception>
    public void Validate()
    {
        Training.Validate();
        Mixing?.Validate();
        var network = Network();
        var least = Math.Max(8, 1 << network.Halvings);
        new OptionsCheck(nameof(ImageExperimentOptions))
            .Require(ImageSize >= least,
                nameof(ImageSize), ImageSize, $"it must be at least {least}, since the network halves it {network.Halvings} times")
            .Require(WidthMultiplier > 0, nameof(WidthMultiplier), WidthMultiplier, "it must be positive")
            .Require(Dropout is null or (>= 0 and < 1), nameof(Dropout), Dropout, "it must be in [0, 1)")
            .Require(BatchNormMomentum is null or (> 0 and <= 1), nameof(BatchNormMomentum), BatchNormMomentum, "it must be in (0, 1]")
            .Require(Enum.IsDefined(Fit), nameof(Fit), (int)Fit, "it must be Crop, Pad or Squash")
            .Require(SixteenBitDepth is >= 9 and <= 16, nameof(SixteenBitDepth), SixteenBitDepth, "it must be 9 to 16")
            .Require(MaximumPixels >= 1, nameof(MaximumPixels), MaximumPixels, "it must be at least 1")
            .Require(CacheBytes >= 0, nameof(CacheBytes), CacheBytes, "it must not be negative")
            .ThrowIfAny();
        AugmentationOptions().Validate();
    }

    /// <summary>The options of the network as they resolve, all but the number of classes.</summary>
    /// <exception cref="ArgumentException">There is no such architecture, or it has no such option.</exception>
    public BackboneOptions Network()
    {
        var chosen = ImageArchitecture.Named(Architecture).ReadOptions(NetworkOptions);
        return chosen with { WidthMultiplier = WidthMultiplier, Dropout = Dropout ?? chosen.Dropout,
            BatchNormMomentum = BatchNormMomentum ?? chosen.BatchNormMomentum };
    }

    /// <summary>Batches over which the statistics of batch norms are measured anew where the running ones would lag.</summary>
    private const int SettlingBatches = 32;

    /// <summary>Running statistics are worth something after so many times the inverse of their momentum.</summary>
    private const double SettlingTimes = 10;

    /// <summary>
    /// The options with <see cref="TrainerOptions.NormBatches"/> decided: where it is left out, statistics are measured anew if a training
    /// from scratch has too few steps for the running ones to follow the weights.
    /// </summary>
    /// <param name="images">Training images.</param>
    internal ImageExperimentOptions Settled(int images)
    {
        if (Training.NormBatches is not null)
        {
            return this;
        }

        var steps = (long)Training.Epochs * Math.Max(1, (images + Training.BatchSize - 1) / Training.BatchSize);
        var lags = Pretrained is null && steps * Network().BatchNormMomentum < SettlingTimes;
        return this with { Training = Training with { NormBatches = lags ? SettlingBatches : 0 } };
    }

    /// <summary>
    /// Whether images that are trained as whole squares are predicted as whole squares; false cuts their border, as the first results of
    /// this library did. Default true.
    /// </summary>
    public bool WholeInPrediction { get; init; } = true;

    /// <summary>Below this side nothing is enlarged for prediction and then cut: every pixel counts.</summary>
    private const int SmallSide = 64;

    /// <summary>
    /// How an image becomes a square in prediction: at the scale that training sees. Crops of a random size show objects larger than whole
    /// images do, so the middle 7/8 are taken there; where training shifts whole squares, and below 64 pixels, the whole square is.
    /// </summary>
    internal CropRule EvaluationCrop => Fit switch
    {
        FitRule.Pad => CropRule.Pad,
        FitRule.Squash => CropRule.Squash,
        _ when !WholeInPrediction => CropRule.Center,
        _ when ImageSize < SmallSide || Preset.Crop == CropRule.RandomPadded => CropRule.Square,
        _ => CropRule.Center,
    };

    /// <summary>The augmentation that the preset names at this size, with what is set beside it.</summary>
    /// <exception cref="OptionValueException">A setting is unknown or cannot be read.</exception>
    public AugmentationOptions AugmentationOptions()
    {
        var preset = Augmentation == AugmentationPreset.None
            ? Vision.Augmentation.AugmentationOptions.Evaluation(ImageSize, EvaluationCrop) : Preset;
        preset = preset with { HorizontalFlip = HorizontalFlips ? preset.HorizontalFlip : 0,
            VerticalFlip = VerticalFlips ? .5 : preset.VerticalFlip };
        preset = preset with { RotationDegrees = RotationDegrees ?? preset.RotationDegrees, Blur = Blur ?? preset.Blur };
        return AugmentationSettings.Count == 0 ? preset : (AugmentationOptions)Settings(preset)
            .Bind("augmentation", AugmentationSettings, preset).Value;
    }

    /// <summary>What can be set over a preset: everything but the side of the images.</summary>
    private static OptionSchema Settings(AugmentationOptions preset)
    {
        var all = OptionSchema.Of(preset);
        return all.Pick(all.Options.Select(o => o.Name).Where(name => name != "size").Select(name => (name, name)));
    }

    private AugmentationOptions Preset => Augmentation switch
    {
        AugmentationPreset.None => Vision.Augmentation.AugmentationOptions.Evaluation(ImageSize),
        AugmentationPreset.Light => Vision.Augmentation.AugmentationOptions.Light(ImageSize),
        AugmentationPreset.Strong => Vision.Augmentation.AugmentationOptions.Strong(ImageSize),
        AugmentationPreset.Aerial => Vision.Augmentation.AugmentationOptions.WithoutUp(ImageSize),
        AugmentationPreset.Skin => Vision.Augmentation.AugmentationOptions.WithoutUp(ImageSize) with { ColorJitter = .5,
            ColorStrength = .3 },
        AugmentationPreset.Microscopy => Vision.Augmentation.AugmentationOptions.WithoutUp(ImageSize) with { ColorJitter = .8,
            ColorStrength = .5 },
        AugmentationPreset.Auto when ImageSize < SmallSide => Vision.Augmentation.AugmentationOptions.Light(ImageSize),
        _ => Vision.Augmentation.AugmentationOptions.Contrastive(ImageSize),
    };
}
