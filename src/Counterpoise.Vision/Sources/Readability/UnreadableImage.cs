using Counterpoise.Messages;

namespace Counterpoise.Vision.Sources;

/// <summary>An image that could not be read.</summary>
/// <param name="Index">Its position in the data set that was read.</param>
/// <param name="Name">Its name.</param>
/// <param name="Reason">What was wrong with it.</param>
public sealed record UnreadableImage(int Index, string Name, Message Reason);
