using System.Text.RegularExpressions;

namespace Counterpoise.Vision.Sources;

/// <summary>The group of an image by its path.</summary>
internal sealed class GroupNames(ImageFolderOptions options)
{
    // What takes longer on one name is a pattern gone wild.
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(1);

    private readonly Regex? _pattern = options.GroupPattern is null ? null
        : new(options.GroupPattern, RegexOptions.CultureInvariant, s_longest);

    /// <summary>The group, or null where the rule gives none.</summary>
    /// <param name="names">The names of the path.</param>
    /// <param name="classAt">Which of them is the class.</param>
    public string? Of(string[] names, int classAt)
    {
        if (_pattern?.Match(names[^1]) is { } match)
        {
            return !match.Success ? null : match.Groups.Count > 1 ? match.Groups[1].Value : match.Value;
        }

        return options.GroupFrom == ImageGroupRule.Folder && names.Length > classAt + 2 ? string.Join('/', names[(classAt + 1)..^1]) : null;
    }
}
