using Counterpoise.Messages;

namespace Counterpoise.Workflows;

/// <summary>Thrown when what the user gave cannot be used; the message says what was found, where, and what to do.</summary>
/// <param name="text">Found, expected, where, what to do.</param>
public sealed class InputException(Message text) : Exception(text?.ToString())
{
    /// <summary>The message, with the parts that are worded where it is shown.</summary>
    public Message Text { get; } = text ?? throw new ArgumentNullException(nameof(text));
}
