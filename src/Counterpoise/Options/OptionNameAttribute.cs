namespace Counterpoise.Options;

/// <summary>
/// The name of an option where it is not that of its property, so that a property can be renamed without touching command lines or kept
/// results.
/// </summary>
/// <param name="name">Lower case with dashes.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionNameAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}
