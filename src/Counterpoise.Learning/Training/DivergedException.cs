namespace Counterpoise.Learning.Training;

/// <summary>Thrown where the loss of a training is no longer a finite number; the message says since when and what helps.</summary>
/// <param name="message">Where, and what to do.</param>
public sealed class DivergedException(string message) : InvalidOperationException(message);
