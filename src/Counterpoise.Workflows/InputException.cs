namespace Counterpoise.Workflows;

/// <summary>Thrown when what the user gave cannot be used; the message says what was found, where, and what to do.</summary>
/// <param name="message">Found, expected, where, what to do.</param>
public sealed class InputException(string message) : Exception(message);
