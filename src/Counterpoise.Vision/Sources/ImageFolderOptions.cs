using Counterpoise.Options;

namespace Counterpoise.Vision.Sources;

/// <summary>How a tree of class folders is read.</summary>
public sealed record ImageFolderOptions
{
    /// <summary>Whether a class folder without an image is kept as a class of 0 images; default false, it is an error.</summary>
    public bool KeepEmptyClasses { get; init; }

    /// <summary>Endings of the files that are images, with the dot, in any case. Other files are listed in <see cref="ImageDataset.IgnoredFiles"/>.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".bmp", ".dib", ".gif", ".tif", ".tiff", ".webp"];

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">One or more values are out of range; the message lists all of them.</exception>
    public void Validate() =>
        new OptionsCheck(nameof(ImageFolderOptions))
            .Require(Extensions.Count > 0, "Extensions is empty, expected at least one")
            .Require(Extensions.All(e => e.StartsWith('.')), $"Extensions are {string.Join(" ", Extensions)}, each needs its dot")
            .ThrowIfAny();
}
