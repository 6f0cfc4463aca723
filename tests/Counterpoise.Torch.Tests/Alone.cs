namespace Counterpoise.Tests.Torch;

/// <summary>
/// Tests of what the whole process shares (generators, live tensors, allocator, threads) run after all others, one at a time.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
