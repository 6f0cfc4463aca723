namespace Counterpoise.Pipelines;

/// <summary>
/// Rows to be evaluated took part in training, themselves or as parents of synthetic rows; their score would be too good.
/// </summary>
/// <param name="message">Which rows, and what to do.</param>
public sealed class LeakageException(string message) : InvalidOperationException(message);
