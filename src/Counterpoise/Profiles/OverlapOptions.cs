using Counterpoise.Neighbors;
using Counterpoise.Options;

namespace Counterpoise.Profiles;

/// <summary>Options of <see cref="OverlapProfile"/>.</summary>
public sealed record OverlapOptions
{
    /// <summary>Neighbours of kDN and of small disjuncts, at least 1. Default 5.</summary>
    public int K { get; init; } = 5;

    /// <summary>
    /// Above this number of rows the spanning tree of N1 is taken on a stratified sample of this size, at least 2. Default
    /// 5000: the tree costs n² distances.
    /// </summary>
    public int LargestTree { get; init; } = 5000;

    /// <summary>A connected piece of a class with fewer rows than this is a small disjunct, at least 2. Default 5.</summary>
    public int SmallDisjunct { get; init; } = 5;

    /// <summary>Seed of the sample. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>How neighbours are searched.</summary>
    public NeighborOptions Neighbors { get; init; } = new();

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate()
    {
        new OptionsCheck(nameof(OverlapOptions))
            .Require(K >= 1, nameof(K), K, "expected at least 1")
            .Require(LargestTree >= 2, nameof(LargestTree), LargestTree, "expected at least 2")
            .Require(SmallDisjunct >= 2, nameof(SmallDisjunct), SmallDisjunct, "expected at least 2")
            .ThrowIfAny();
        Neighbors.Validate();
    }
}
