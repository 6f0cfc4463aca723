using Counterpoise.Cli.Output;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Cli.ImageTasks;

/// <summary>Tells people of images that cannot be read: the first ones by name and reason, all of them by number.</summary>
internal static class UnreadableImages
{
    private const int MostNamed = 10;

    public static void Tell(IReadOnlyList<UnreadableImage> images, int total)
    {
        foreach (var image in images.Take(MostNamed))
        {
            Terminal.Say($"left out: {image.Name}: {image.Reason}");
        }

        if (images.Count > MostNamed)
        {
            Terminal.Say($"left out: {images.Count - MostNamed} further images");
        }

        if (images.Count > 0)
        {
            Terminal.Say($"{images.Count} of {total} images left out because they cannot be read");
        }
    }
}
