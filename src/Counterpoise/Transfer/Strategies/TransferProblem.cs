using Counterpoise.Transfer.Curves;

namespace Counterpoise.Transfer.Strategies;

/// <summary>A target with few records, and sources to learn from.</summary>
public sealed class TransferProblem
{
    /// <summary>States a problem.</summary>
    /// <param name="target">The target's records; may be none, where its name is all there is.</param>
    /// <param name="sources">The sources, at least one; names differ.</param>
    /// <param name="closest">Name of the source that is most like the target, which direct transfer takes and priors are centred on; null
    /// for the mean of all.</param>
    /// <exception cref="ArgumentException">There is no source, two share a name, one has the target's, or there is none of the
    /// closest's.</exception>
    public TransferProblem(FragilityRecords target, IReadOnlyList<FragilitySource> sources, string? closest = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(sources);
        if (sources.Count == 0)
            throw new ArgumentException(
                $"{target.Name} has no source to learn from: give at least one, or fit it alone", nameof(sources));
        if (sources.GroupBy(s => s.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException(
                $"two sources are named '{twice.Key}': give each its own name", nameof(sources));
        if (sources.Any(s => s.Name == target.Name))
            throw new ArgumentException(
                $"the target '{target.Name}' is among its own sources: leave it out", nameof(sources));
        if (closest is not null && sources.All(s => s.Name != closest))
            throw new ArgumentException($"there is no source '{closest}'; there are {string.Join(", ", sources.Select(s => s.Name))}",
                nameof(closest));
        (Target, Sources, Closest) = (target, [.. sources], closest);
    }

    /// <summary>The target's records.</summary>
    public FragilityRecords Target { get; }

    /// <summary>The sources.</summary>
    public IReadOnlyList<FragilitySource> Sources { get; }

    /// <summary>Name of the source most like the target, or null.</summary>
    public string? Closest { get; }

    /// <summary>The source most like the target; null where none is named, or it is not among the sources any more.</summary>
    internal FragilitySource? ClosestSource => Sources.FirstOrDefault(s => s.Name == Closest);

    /// <summary>The problem with other records of the target, as cross-validation needs it.</summary>
    internal TransferProblem WithTarget(FragilityRecords target) => new(target, Sources, Closest);

    /// <summary>The problem with some of its sources; null where none is left.</summary>
    internal TransferProblem? WithSources(Func<FragilitySource, bool> keep)
    {
        FragilitySource[] kept = [.. Sources.Where(keep)];
        return kept.Length == 0 ? null : new TransferProblem(Target, kept, kept.Any(s => s.Name == Closest) ? Closest : null);
    }
}
