using Counterpoise.Messages;

namespace Counterpoise.Options;

/// <summary>Thrown by an options record whose values cannot be used; lists every fault, not only the first.</summary>
public sealed class InvalidOptionsException : ArgumentException
{
    /// <summary>Creates the exception of a list of faults.</summary>
    /// <param name="options">Name of the options record.</param>
    /// <param name="faults">What was found, what was expected and what to do, a sentence for each bad property; at least one.</param>
    public InvalidOptionsException(string options, IReadOnlyList<Message> faults)
        : base($"{options}: {string.Join("; ", faults ?? throw new ArgumentNullException(nameof(faults)))}")
    {
        (Options, Faults) = (options, faults);
    }

    /// <summary>Name of the options record.</summary>
    public string Options { get; }

    /// <summary>Every fault found, one sentence each.</summary>
    public IReadOnlyList<Message> Faults { get; }
}
