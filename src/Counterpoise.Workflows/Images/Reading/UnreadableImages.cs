using Counterpoise.Messages;
using Counterpoise.Vision.Sources;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Images;

/// <summary>Tells people of images that cannot be read: the first ones by name and reason, all of them by number.</summary>
internal static class UnreadableImages
{
    private const int MostNamed = 10;

    /// <summary>What to say where they end the work.</summary>
    /// <param name="images">Those that cannot be read.</param>
    /// <param name="total">All.</param>
    /// <param name="canSkip">Whether the verb can go on without them.</param>
    public static Message Refusal(IReadOnlyList<UnreadableImage> images, int total, bool canSkip = true)
    {
        var more = images.Count > MostNamed ? $"\n  and {images.Count - MostNamed} further images" : "";
        return $"{images.Count} of {total} images cannot be read: repair or remove them"
            + $"{(canSkip && images.Count < total ? ", or go on without them by --unreadable skip" : "")}"
            + $"{images.Take(MostNamed).Select(Named).Aggregate((all, next) => $"{all}{next}")}{more}";
    }

    private static Message Named(UnreadableImage image) => $"\n  {image.Name}: {image.Reason}";

    /// <summary>Tells people of images that are left out.</summary>
    public static void Tell(IReadOnlyList<UnreadableImage> images, int total, IProgress<WorkflowEvent>? events)
    {
        foreach (var image in images.Take(MostNamed))
        {
            events.Note($"left out: {image.Name}: {image.Reason}");
        }

        if (images.Count > MostNamed)
        {
            events.Note($"left out: {images.Count - MostNamed} further images");
        }

        if (images.Count > 0)
        {
            events.Note($"{images.Count} of {total} images left out because they cannot be read");
        }
    }
}
