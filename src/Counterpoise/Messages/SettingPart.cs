namespace Counterpoise.Messages;

/// <summary>An option in a message: the property in the library, <c>--batch-size</c> on the command line.</summary>
/// <param name="Property">The property of the options record.</param>
/// <param name="Value">The value that it is to have; null where the option alone is meant.</param>
public sealed record SettingPart(string Property, string? Value = null) : MessagePart
{
    /// <summary>The property, and the value behind it where there is one.</summary>
    public override string ToString() => Value is null ? Property : $"{Property} = {Value}";
}
