using Counterpoise.Randomness;

namespace Counterpoise.Graph.Graphs;

/// <summary>
/// Rewires a relation at random while every node keeps its number of edges in and out: what a model gains over its shuffled self is what
/// the edges say beyond their number.
/// </summary>
/// <remarks>
/// Pairs of edges swap their sources, <c>rounds</c> · e tries in all. A swap is refused that would make a loop, or an edge that may not be.
/// Reference: Maslov and Sneppen, "Specificity and stability in topology of protein networks", Science 2002.
/// </remarks>
public static class EdgeShuffle
{
    /// <summary>Shuffles a relation.</summary>
    /// <param name="relation">The relation; times and labels of edges stay with their targets.</param>
    /// <param name="random">Where draws come from.</param>
    /// <param name="allowed">Whether a source may go to a target, such as only from earlier to later; null allows all but loops.</param>
    /// <param name="rounds">Tries for each edge, 1 or more; default 10.</param>
    public static Relation Shuffle(Relation relation, IRandomSource random, Func<int, int, bool>? allowed = null, int rounds = 10)
    {
        ArgumentNullException.ThrowIfNull(relation);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 1);
        int[] sources = [.. relation.Sources];
        var targets = relation.Targets;
        for (var t = 0L; t < (long)rounds * sources.Length; t++)
        {
            int a = (int)random.NextInteger(sources.Length), b = (int)random.NextInteger(sources.Length);
            if (sources[a] != targets[b] && sources[b] != targets[a]
                && (allowed is null || (allowed(sources[a], targets[b]) && allowed(sources[b], targets[a]))))
            {
                (sources[a], sources[b]) = (sources[b], sources[a]);
            }
        }

        return new Relation(relation.Name, sources, targets, relation.Times, relation.Labels);
    }
}
