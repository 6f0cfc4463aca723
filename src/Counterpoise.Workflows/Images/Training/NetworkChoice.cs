using System.Globalization;
using Counterpoise.Learning.Training;
using Counterpoise.Vision.Features;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Workflows.Images;

/// <summary>
/// The network, its initial weights and the size of images, where the user leaves them open: the same on every machine that has the images
/// and the packaged network.
/// </summary>
/// <param name="Architecture">The network.</param>
/// <param name="Weights">Its initial weights, by file or name; null for none.</param>
/// <param name="ImageSize">Side of the images in pixels.</param>
/// <param name="Schedule">How the learning rate changes where nothing is said.</param>
/// <param name="LearningRate">The learning rate where nothing is said.</param>
/// <param name="Reason">One line for people.</param>
internal sealed record NetworkChoice(string Architecture, string? Weights, int ImageSize, ScheduleKind Schedule, double LearningRate,
    string Reason)
{
    /// <summary>Whether a mirrored image is one of its class; digits and letters become others.</summary>
    public bool Mirrors { get; private init; } = true;

    /// <summary>What leaves a choice open.</summary>
    public const string Auto = "auto";

    /// <summary>What asks for no weights.</summary>
    public const string None = "none";

    private const string Small = "small-cnn";
    private const string Large = "mobilenet-v3-large";
    private const string Packaged = "resnet-18-packaged";

    // Below this, five halvings leave too little, and features of photographs fit less.
    private const int LeastOfPhotographs = 96;
    private const int Usual = 224;
    private const int LeastSide = 16;
    private const int Probed = 25;

    /// <summary>Chooses.</summary>
    /// <param name="images">The images, looked at only where their size decides.</param>
    /// <param name="architecture">The network asked for; null or <c>auto</c> leaves it open.</param>
    /// <param name="weights">The weights asked for; null or <c>auto</c> leaves them open, <c>none</c> asks for none.</param>
    /// <param name="size">The size asked for; null leaves it open.</param>
    public static NetworkChoice Of(ImageDataOptions images, string? architecture, string? weights, int? size)
    {
        var choice = OfNetwork(images, architecture, weights, size);
        return !AreCharacters(images) ? choice : choice with
        {
            Mirrors = false,
            Reason = $"{choice.Reason}; no flips, since the classes are digits or letters (--augmentation-options horizontal-flip=0.5)",
        };
    }

    /// <summary>Whether the images are one of MNIST's relatives, whose classes are digits or letters.</summary>
    private static bool AreCharacters(ImageDataOptions images) => IdxFolder.IsAt(images.Path)
        && new ImageData(images, events: null).Find().ClassNames.All(name => name.Length == 1 || name.All(char.IsAsciiDigit));

    private static NetworkChoice OfNetwork(ImageDataOptions images, string? architecture, string? weights, int? size)
    {
        var isNamed = architecture is not null && !architecture.Equals(Auto, StringComparison.OrdinalIgnoreCase);
        var isOpen = weights is null || weights.Equals(Auto, StringComparison.OrdinalIgnoreCase);
        var given = isOpen || weights!.Equals(None, StringComparison.OrdinalIgnoreCase) ? null : weights;
        if (isNamed || given is not null)
        {
            var named = isNamed ? architecture! : Large;
            return Make(named, given, size ?? Usual, given is null ? "from scratch, since no weights are named (--pretrained)"
                : $"from {given}");
        }

        var side = size ?? ShortSide(new ImageData(images, events: null).Find());
        if (side < LeastOfPhotographs)
        {
            return Make(Small, null, size ?? Math.Max(LeastSide, side),
                $"from scratch, since images have {side} pixels; {LeastOfPhotographs} and more begin from ImageNet weights");
        }

        var largest = size ?? Math.Min(Usual, side);
        return !isOpen ? Make(Large, null, largest, "from scratch, as asked")
            : PackagedResNet18.IsAvailable ? Make(Packaged, "imagenet", largest, $"from ImageNet weights, since images have {side} pixels")
            : Make(Large, null, largest, "from scratch, since the packaged ImageNet network is not on this machine");
    }

    /// <summary>What is checked where no image is looked at.</summary>
    public static NetworkChoice Unseen(string? architecture, int? size) =>
        Make(architecture is null || architecture.Equals(Auto, StringComparison.OrdinalIgnoreCase) ? Large : architecture, null,
            size ?? Usual, "");

    private static NetworkChoice Make(string architecture, string? weights, int size, string why)
    {
        var isSmall = architecture.Equals(Small, StringComparison.OrdinalIgnoreCase);
        return new(architecture, weights, size, isSmall ? ScheduleKind.OneCycle : ScheduleKind.Cosine,
            isSmall ? 0.01 : new TrainerOptions().LearningRate,
            string.Create(CultureInfo.InvariantCulture, $"network: {architecture} at {size}×{size} pixels, {why}"));
    }

    /// <summary>The median of the shorter sides of some images spread over all; 224 where none can be read.</summary>
    private static int ShortSide(ImageDataset dataset)
    {
        var step = Math.Max(1, dataset.Count / Probed);
        var sides = new List<int>();
        for (var i = 0; i < dataset.Count && sides.Count < Probed; i += step)
        {
            try
            {
                var image = dataset.Read(i);
                sides.Add(Math.Min(image.Width, image.Height));
            }
            catch (Exception fault) when (fault is UnreadableImageException or IOException or UnauthorizedAccessException)
            {
                // What cannot be read is told where all images are checked.
            }
        }

        sides.Sort();
        return sides.Count == 0 ? Usual : sides[sides.Count / 2];
    }
}
