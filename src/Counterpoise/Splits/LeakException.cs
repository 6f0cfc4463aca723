namespace Counterpoise.Splits;

/// <summary>Rows that are judged on were learnt from; the message names them.</summary>
public sealed class LeakException : Exception
{
    /// <summary>A leak without further words.</summary>
    public LeakException()
    {
    }

    /// <summary>A leak described by a text.</summary>
    public LeakException(string message) : base(message)
    {
    }

    /// <summary>A leak with its cause.</summary>
    public LeakException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
