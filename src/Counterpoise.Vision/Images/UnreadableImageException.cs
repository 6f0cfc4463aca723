using Counterpoise.Messages;

namespace Counterpoise.Vision.Images;

/// <summary>An image file is corrupt, cut short, too large or of a format that cannot be read.</summary>
public sealed class UnreadableImageException : IOException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="name">The name of the image: a path, or an entry of an archive.</param>
    /// <param name="reason">What was found and what to do.</param>
    /// <param name="inner">The cause, if there is one.</param>
    public UnreadableImageException(string name, Message reason, Exception? inner = null)
        : base($"{name}: {reason}", inner) => (Name, Reason) = (name, reason);

    /// <summary>The name of the image.</summary>
    public string Name { get; }

    /// <summary>What was found and what to do.</summary>
    public Message Reason { get; }
}
