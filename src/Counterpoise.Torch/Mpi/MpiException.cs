namespace Counterpoise.Torch.Mpi;

/// <summary>A call of MPI failed, or the processes that were started are not those that MPI sees.</summary>
public sealed class MpiException : Exception
{
    /// <summary>An error without further words.</summary>
    public MpiException()
    {
    }

    /// <summary>An error with what happened and what to do.</summary>
    public MpiException(string message)
        : base(message)
    {
    }

    /// <summary>An error with what happened, what to do, and its cause.</summary>
    public MpiException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
