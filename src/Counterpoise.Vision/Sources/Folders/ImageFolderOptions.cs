using System.Text.RegularExpressions;
using Counterpoise.Messages;
using Counterpoise.Options;

namespace Counterpoise.Vision.Sources;

/// <summary>How a tree of class folders is read.</summary>
public sealed record ImageFolderOptions
{
    /// <summary>Whether a class folder without an image is kept as a class of 0 images; default false, it is an error.</summary>
    public bool KeepEmptyClasses { get; init; }

    /// <summary>
    /// Whether images may lie anywhere, as those that are only predicted: all are then of the class <c>unknown</c>. Default false.
    /// </summary>
    public bool AnyLayout { get; init; }

    /// <summary>
    /// Endings of the files that are images, with the dot, in any case. Other files are listed in <see cref="ImageDataset.IgnoredFiles"/>.
    /// </summary>
    public IReadOnlyList<string> Extensions { get; init; } =
        [".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".bmp", ".dib", ".gif", ".tif", ".tiff", ".webp"];

    /// <summary>What tells which images belong together and must stay on one side of a split; default nothing.</summary>
    public ImageGroupRule GroupFrom { get; init; }

    /// <summary>
    /// A regular expression for the names of files, whose first bracket (or whole match, without brackets) is the group, as
    /// <c>^(p\d+)_</c>; default null. It goes before <see cref="GroupFrom"/>.
    /// </summary>
    public string? GroupPattern { get; init; }

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">One or more values are out of range; the message lists all of them.</exception>
    public void Validate() =>
        new OptionsCheck(nameof(ImageFolderOptions))
            .Require(Extensions.Count > 0, $"{new SettingPart(nameof(Extensions))} is empty; expected at least one")
            .Require(Enum.IsDefined(GroupFrom), nameof(GroupFrom), (int)GroupFrom, "expected None or Folder")
            .Require(GroupPattern is null || IsPattern(GroupPattern),
                $"{new SettingPart(nameof(GroupPattern))} is '{GroupPattern}', which is no regular expression: expected one "
                + $"such as ^(p\\d+)_")
            .Require(Extensions.All(e => e.StartsWith('.')),
                $"{new SettingPart(nameof(Extensions))} are {string.Join(" ", Extensions)}, each needs its dot")
            .ThrowIfAny();

    private static bool IsPattern(string text)
    {
        try
        {
            _ = new Regex(text);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
