namespace Counterpoise.Messages;

/// <summary>
/// A choice in a message: <c>MissingClassPolicy.Warn</c> in the library, <c>--missing-class warn</c> on the command line.
/// </summary>
/// <param name="Choice">The value of an enumeration.</param>
public sealed record ChoicePart(Enum Choice) : MessagePart
{
    /// <summary>The enumeration and the value.</summary>
    public override string ToString() => $"{Choice.GetType().Name}.{Choice}";
}
