namespace Counterpoise.Messages;

/// <summary>That an option may be left without a value: <c>null</c> in the library, <c>left out</c> on the command line.</summary>
/// <param name="Meaning">What that means, such as none; empty where it needs no words.</param>
public sealed record UnsetPart(string Meaning = "") : MessagePart
{
    /// <summary>The words of the library.</summary>
    public override string ToString() => Meaning.Length == 0 ? "null" : $"null for {Meaning}";
}
