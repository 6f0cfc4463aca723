using Counterpoise.Vision.Sources;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Images;

/// <summary>Tells people of files that look like images and are not read as such.</summary>
internal static class PassedOverImages
{
    private const int MostNamed = 5;

    /// <summary>What is left out and what to do, in one sentence; null where nothing is.</summary>
    public static string? Describe(IReadOnlyList<PassedOverImage> images)
    {
        if (images.Count == 0)
        {
            return null;
        }

        var reasons = images.GroupBy(i => i.Reason, StringComparer.Ordinal).OrderByDescending(g => g.Count())
            .Select(g => $"{g.Count()} {g.Key}");
        var classes = images.Where(i => i.ClassName is not null).GroupBy(i => i.ClassName!, StringComparer.Ordinal)
            .OrderByDescending(g => g.Count()).Select(g => $"{g.Count()} in '{g.Key}'").ToArray();
        var named = string.Join(", ", images.Take(MostNamed).Select(i => i.Path)) + (images.Count > MostNamed ? ", …" : "");
        return $"{images.Count} files that look like images are left out "
            + $"({string.Join(", ", reasons)}){(classes.Length > 0 ? $", {string.Join(", ", classes)}" : "")}: {named}; {Remedy}";
    }

    /// <summary>What to do about them.</summary>
    public const string Remedy =
        "convert them to JPEG, PNG or TIFF under the ending of that format, and put them into the folder of their class";

    /// <summary>Warns of them.</summary>
    public static void Tell(IReadOnlyList<PassedOverImage> images, IProgress<WorkflowEvent>? events)
    {
        if (Describe(images) is { } text)
        {
            events.Warn(text);
        }
    }
}
