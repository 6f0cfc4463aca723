namespace Counterpoise.Tests;

/// <summary>Tests of what the whole process shares, such as bytes allocated, run after all others, one at a time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
