using System.Collections.ObjectModel;
using System.Globalization;
using System.Text.Json;
using Counterpoise.Files;
using Counterpoise.Vision.Augmentation;

namespace Counterpoise.Vision.Models;

/// <summary>What must be known to use weights: kept as texts in the weight file itself.</summary>
public sealed record ModelCard
{
    // A description may claim what it likes; beyond these no network of this library is of use, and memory runs out before its weights are
    // missed.
    private const int LargestSide = 8192;
    private const double LargestWidth = 16;
    private const int LargestProjection = 65_536;

    private const string Prefix = "counterpoise.";
    private const int CurrentFormat = 1;

    /// <summary>The architecture's name.</summary>
    public required string Architecture { get; init; }

    /// <summary>The share of the architecture's channels. Default 1.</summary>
    public double WidthMultiplier { get; init; } = 1;

    /// <summary>What was chosen of the architecture besides, by snake_case name, such as <c>halvings</c>: 3. Default nothing.</summary>
    public IReadOnlyDictionary<string, string> NetworkOptions { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The classes in the order of the logits.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>Side of the images in pixels.</summary>
    public required int ImageSize { get; init; }

    /// <summary>How an image becomes a square for prediction. Default the square in the middle.</summary>
    public CropRule Crop { get; init; } = CropRule.Center;

    /// <summary>Bits that the samples of 16-bit images really use, 9 to 16. Default 16, the upper eight are kept.</summary>
    public int SixteenBitDepth { get; init; } = 16;

    /// <summary>Training rows of each class; empty where not known.</summary>
    public IReadOnlyList<int> TrainCounts { get; init; } = [];

    /// <summary>The method's name; null where not known.</summary>
    public string? Method { get; init; }

    /// <summary>
    /// Whether the probabilities go by the class priors of the training, and can be corrected to others; null where not known.
    /// </summary>
    public bool? FollowsClassPriors { get; init; }

    /// <summary>What is added to the logits; null for nothing.</summary>
    public ContrastCard? Contrast { get; init; }

    /// <summary>The card as the texts of a safetensors file.</summary>
    public IReadOnlyDictionary<string, string> ToMetadata()
    {
        var texts = Texts();
        if (Contrast is { } contrast)
        {
            texts[Prefix + "contrast"] = JsonSerializer.Serialize(contrast);
        }

        if (Method is not null)
        {
            texts[Prefix + "method"] = Method;
        }

        if (NetworkOptions.Count > 0)
        {
            texts[Prefix + "network_options"] = JsonSerializer.Serialize(NetworkOptions);
        }

        if (SixteenBitDepth != 16)
        {
            texts[Prefix + "sixteen_bit_depth"] = SixteenBitDepth.ToString(CultureInfo.InvariantCulture);
        }

        if (FollowsClassPriors is { } follows)
        {
            texts[Prefix + "follows_class_shares"] = JsonSerializer.Serialize(follows);
        }

        return texts;
    }

    private Dictionary<string, string> Texts() => new()
    {
        [FileFormat.Key] = CurrentFormat.ToString(CultureInfo.InvariantCulture),
        [Prefix + "architecture"] = Architecture,
        [Prefix + "width"] = WidthMultiplier.ToString("R", CultureInfo.InvariantCulture),
        [Prefix + "classes"] = JsonSerializer.Serialize(ClassNames),
        [Prefix + "image_size"] = ImageSize.ToString(CultureInfo.InvariantCulture),
        [Prefix + "crop"] = Crop.ToString(),
        [Prefix + "train_counts"] = JsonSerializer.Serialize(TrainCounts),
    };

    /// <summary>Reads a card back.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="metadata">The file's texts.</param>
    /// <exception cref="InvalidDataException">The file holds weights, but not those of a trained classifier, or of a later format.
    /// </exception>
    public static ModelCard FromMetadata(string path, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        FileFormat.Require(path, metadata, CurrentFormat, "train the model again");
        string Text(string name) => metadata.TryGetValue(Prefix + name, out var text)
            ? text
            : throw new InvalidDataException(
                $"{path}: '{Prefix}{name}' is missing, so these are not the weights of a trained classifier: give "
                + $"checkpoints/best.safetensors of a run");
        try
        {
            var card = new ModelCard
            {
                Architecture = Text("architecture"),
                WidthMultiplier = double.Parse(Text("width"), CultureInfo.InvariantCulture),
                NetworkOptions = Chosen(metadata),
                ClassNames = JsonSerializer.Deserialize<string[]>(Text("classes"))!,
                ImageSize = int.Parse(Text("image_size"), CultureInfo.InvariantCulture),
                Crop = Enum.Parse<CropRule>(Text("crop")),
                SixteenBitDepth = metadata.TryGetValue(Prefix + "sixteen_bit_depth", out var depth)
                    ? int.Parse(depth, CultureInfo.InvariantCulture) : 16,
                TrainCounts = JsonSerializer.Deserialize<int[]>(Text("train_counts")) ?? [],
                Method = metadata.GetValueOrDefault(Prefix + "method"),
                FollowsClassPriors = metadata.TryGetValue(Prefix + "follows_class_shares", out var follows)
                    ? JsonSerializer.Deserialize<bool>(follows) : null,
                Contrast = metadata.TryGetValue(Prefix + "contrast", out var contrast) ? JsonSerializer.Deserialize<ContrastCard>(contrast)
                    : null,
            };
            if (card.ImageSize > LargestSide || card.WidthMultiplier > LargestWidth
                || card.Contrast is { ProjectionSize: < 1 or > LargestProjection })
            {
                throw new FormatException(string.Create(CultureInfo.InvariantCulture,
                    $"images of {card.ImageSize} pixels, width {card.WidthMultiplier}, projection {card.Contrast?.ProjectionSize}; at "
                    + $"most {LargestSide}, {LargestWidth} and {LargestProjection} are taken"));
            }

            return card.ClassNames is { Count: > 0 } && card.ImageSize > 0 && card.WidthMultiplier > 0
                && card.SixteenBitDepth is >= 9 and <= 16
                ? card
                : throw new FormatException(
                    $"{card.ClassNames?.Count ?? 0} classes, images of {card.ImageSize} pixels, width {Text("width")}; each must be "
                    + $"positive");
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or JsonException or ArgumentException)
        {
            throw new InvalidDataException($"{path}: the model's description is damaged: {exception.Message}", exception);
        }
    }

    private static IReadOnlyDictionary<string, string> Chosen(IReadOnlyDictionary<string, string> metadata) =>
        metadata.TryGetValue(Prefix + "network_options", out var text)
            ? JsonSerializer.Deserialize<Dictionary<string, string>>(text) ?? throw new JsonException("network_options is null")
            : ReadOnlyDictionary<string, string>.Empty;
}
