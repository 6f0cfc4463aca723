namespace Counterpoise.Messages;

/// <summary>
/// A part of a <see cref="Message"/> that is worded where the message is shown: the library knows a class by its code, a file by its name.
/// <see cref="object.ToString"/> gives the words of the library.
/// </summary>
public abstract record MessagePart;
