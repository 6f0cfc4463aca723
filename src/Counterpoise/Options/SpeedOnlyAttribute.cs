namespace Counterpoise.Options;

/// <summary>Marks an option on which results do not depend, such as a number of threads: it stands in no identity.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SpeedOnlyAttribute : Attribute;
