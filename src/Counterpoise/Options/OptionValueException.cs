namespace Counterpoise.Options;

/// <summary>
/// Thrown by a converter of <see cref="OptionConverters"/> for a text that is no value of its type, where it can say more than what is
/// expected.
/// </summary>
/// <param name="message">What was found and what is expected.</param>
public sealed class OptionValueException(string message) : FormatException(message);
