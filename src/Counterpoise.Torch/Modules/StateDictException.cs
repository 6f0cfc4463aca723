namespace Counterpoise.Torch.Modules;

/// <summary>A state dict does not fit the module; the message lists every key that is missing, unexpected or of another shape.</summary>
public sealed class StateDictException : Exception
{
    /// <summary>A mismatch without further words.</summary>
    public StateDictException()
    {
    }

    /// <summary>A mismatch described by a text.</summary>
    public StateDictException(string message) : base(message)
    {
    }

    /// <summary>A mismatch with its cause.</summary>
    public StateDictException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>The mismatch that a report describes.</summary>
    internal StateDictException(string module, StateDictReport report)
        : base($"the state does not fit {module}; nothing was loaded. Give strict: false to load what fits.\n{report}")
        => Report = report;

    /// <summary>Every difference.</summary>
    public StateDictReport? Report { get; }
}
