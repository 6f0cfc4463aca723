namespace Counterpoise.Deploy.TfLite;

/// <summary>A TensorFlow Lite file that cannot be used: what was found, where, and what was expected.</summary>
public sealed class TfLiteException : Exception
{
    /// <summary>Makes an exception.</summary>
    /// <param name="message">What was found, where, and what was expected.</param>
    public TfLiteException(string message) : base(message)
    {
    }

    /// <summary>Makes an exception with its cause.</summary>
    /// <param name="message">What was found, where, and what was expected.</param>
    /// <param name="innerException">The cause.</param>
    public TfLiteException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
