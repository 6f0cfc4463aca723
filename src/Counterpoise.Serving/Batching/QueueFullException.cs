namespace Counterpoise.Serving.Batching;

/// <summary>More is waiting than may wait.</summary>
public sealed class QueueFullException : Exception
{
    /// <summary>Makes an exception.</summary>
    /// <param name="limit">How many may wait.</param>
    public QueueFullException(int limit) : base($"{limit} inputs are waiting already; try again later")
    {
    }
}
