namespace Counterpoise.Messages;

/// <summary>A file or folder in a message: its path in the library, its name within a folder where the rest is nobody's business.</summary>
/// <param name="Path">The path.</param>
public sealed record FilePart(string Path) : MessagePart
{
    /// <summary>The path.</summary>
    public override string ToString() => Path;
}
