namespace Counterpoise.Torch.Collectives;

/// <summary>A process group could not be formed, or a collective failed: a peer ended, did not take part in time, or asked for something else.</summary>
public sealed class CollectiveException : Exception
{
    /// <summary>An error without further words.</summary>
    public CollectiveException()
    {
    }

    /// <summary>An error with what happened and what to do.</summary>
    public CollectiveException(string message)
        : base(message)
    {
    }

    /// <summary>An error with what happened, what to do, and what libtorch said.</summary>
    public CollectiveException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
