namespace Counterpoise.Messages;

/// <summary>Thrown where data do not fit a method, such as a class with fewer rows than a sampler needs.</summary>
public sealed class DataMismatchException : ArgumentException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="finding">What was found and what was expected.</param>
    /// <param name="remedy">What helps; null where the finding says it.</param>
    /// <param name="inner">The exception that says the same in other words, or null.</param>
    public DataMismatchException(Message finding, Remedy? remedy = null, Exception? inner = null)
        : base(remedy is null ? $"{finding}" : $"{finding}: {remedy}", inner)
    {
        ArgumentNullException.ThrowIfNull(finding);
        (Finding, Remedy) = (finding, remedy);
    }

    /// <summary>What was found and what was expected.</summary>
    public Message Finding { get; }

    /// <summary>What helps; null where the finding says it.</summary>
    public Remedy? Remedy { get; }

    /// <summary>The exception with some parts of its finding in words.</summary>
    /// <param name="words">The words of a part, or null where it stays.</param>
    public DataMismatchException Word(Func<MessagePart, string?> words) => new(Finding.Word(words), Remedy, this);
}
