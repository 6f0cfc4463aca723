using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Images;

/// <summary>
/// Profiles images: classes and parts, the imbalance level, near-duplicates, unreadable files, and advice with its evidence.
/// </summary>
public static class ImageProfiling
{
    /// <summary>Looks at every image once.</summary>
    /// <param name="options">The images.</param>
    /// <param name="findsDuplicates">Whether images that look the same are searched for.</param>
    /// <param name="events">Told what people should know and how far it is; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="InputException">No image can be read, or there is one class alone.</exception>
    public static ImageProfile Run(ImageDataOptions options, bool findsDuplicates = true, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var all = new ImageData(options, events).Find();
        var profile = ImageProfile.Of(all, options.Decoding, findsDuplicates, events.Count("read", all.Count), cancellationToken);
        UnreadableImages.Tell(profile.Unreadable, all.Count, events);
        return profile with { IgnoredFiles = all.IgnoredFiles, PassedOver = all.PassedOver, Advice = ImageAdvice.Of(profile) };
    }
}
