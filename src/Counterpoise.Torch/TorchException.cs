namespace Counterpoise.Torch;

/// <summary>libtorch refused a call: its message, without the C++ backtrace.</summary>
public sealed class TorchException : Exception
{
    /// <summary>An error without further words.</summary>
    public TorchException()
    {
    }

    /// <summary>An error with what libtorch said.</summary>
    public TorchException(string message)
        : base(message)
    {
    }

    /// <summary>An error with what libtorch said, and what a C# callback threw below it.</summary>
    public TorchException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
