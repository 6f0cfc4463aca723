using Counterpoise.Options;
using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Sources;
using Counterpoise.Vision.Splitting;

namespace Counterpoise.Workflows.Images;

/// <summary>Where images come from, how they are read, and how they are split.</summary>
public sealed record ImageDataOptions
{
    /// <summary>
    /// A folder of class folders, a table of images, an archive, binary CIFAR, IDX files, or <c>fashion-mnist-excerpt</c>.
    /// </summary>
    public required string Path { get; init; }

    /// <summary>The classes to take, in this order. Default empty: all there are.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>How class folders and archives are read, and what in them says which images belong together.</summary>
    public ImageFolderOptions Folders { get; init; } = new();

    /// <summary>How a table of images is read.</summary>
    public ImageManifestOptions Manifest { get; init; } = new();

    /// <summary>How image files are decoded.</summary>
    public DecodeOptions Decoding { get; init; } = new();

    /// <summary>What happens to images that cannot be read; either way they are named and counted. Default: they end the work.</summary>
    public UnreadablePolicy Unreadable { get; init; } = UnreadablePolicy.Fatal;

    /// <summary>How the images are split where the data names no parts. Default: a fifth to test on, 15% to validate on.</summary>
    public ImageSplitOptions Split { get; init; } = new() { TestShare = 0.2, ValidationShare = 0.15 };

    /// <summary>
    /// What becomes of images that are no squares; people are told of what <see cref="FitRule.Crop"/> cuts off. Default
    /// <see cref="FitRule.Crop"/>.
    /// </summary>
    public FitRule Fit { get; init; } = FitRule.Crop;

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">A value is out of range.</exception>
    public void Validate()
    {
        Folders.Validate();
        Manifest.Validate();
        Decoding.Validate();
        Split.Validate();
    }
}
