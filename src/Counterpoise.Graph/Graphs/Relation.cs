using Counterpoise.Tables;

namespace Counterpoise.Graph.Graphs;

/// <summary>The edges of one kind between the nodes of a graph: what flows along an edge goes from its source to its target.</summary>
public sealed class Relation
{
    /// <summary>Creates the relation.</summary>
    /// <param name="name">Its name, such as <c>same-rater</c>.</param>
    /// <param name="sources">The source node of each edge, [e], 0 to n − 1.</param>
    /// <param name="targets">The target node of each edge, [e].</param>
    /// <param name="times">The time of each edge in seconds, [e], or null.</param>
    /// <param name="labels">The class of each edge, or null.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public Relation(string name, int[] sources, int[] targets, double[]? times = null, Labels? labels = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(targets);
        if (sources.Length != targets.Length || (times?.Length ?? sources.Length) != sources.Length
            || (labels?.Count ?? sources.Length) != sources.Length)
        {
            throw new ArgumentException(
                $"relation '{name}' has {sources.Length} sources, {targets.Length} targets, {times?.Length.ToString() ?? "no"} times and "
                + $"{labels?.Count.ToString() ?? "no"} labels; expected one of each for every edge",
                nameof(targets));
        }

        (Name, Sources, Targets, Times, Labels) = (name, sources, targets, times, labels);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The source node of each edge, [e].</summary>
    public int[] Sources { get; }

    /// <summary>The target node of each edge, [e].</summary>
    public int[] Targets { get; }

    /// <summary>The time of each edge in seconds, [e], or null.</summary>
    public double[]? Times { get; }

    /// <summary>The class of each edge, or null.</summary>
    public Labels? Labels { get; }

    /// <summary>Whether every edge stands both ways, so that none tells which end came first.</summary>
    public bool BothWays { get; private init; }

    /// <summary>The number of edges, e.</summary>
    public int Count => Sources.Length;

    /// <summary>
    /// Every edge both ways, each pair once and loops left out; times and labels are those of the first edge of a pair. O(e).
    /// </summary>
    public Relation Symmetric()
    {
        var seen = new HashSet<long>(Count * 2);
        List<int> sources = new(Count * 2), targets = new(Count * 2), from = new(Count * 2);
        for (var e = 0; e < Count; e++)
        {
            Add(Sources[e], Targets[e], e);
            Add(Targets[e], Sources[e], e);
        }

        int[] origin = [.. from];
        return new Relation(Name, [.. sources], [.. targets], Times is null ? null : Array.ConvertAll(origin, e => Times[e]),
            Labels?.Select(origin))
        {
            BothWays = true,
        };

        void Add(int source, int target, int edge)
        {
            if (source != target && seen.Add(((long)source << 32) | (uint)target))
            {
                sources.Add(source);
                targets.Add(target);
                from.Add(edge);
            }
        }
    }

    /// <summary>Some of the edges, in the order given.</summary>
    /// <param name="edges">Places among the edges.</param>
    public Relation Select(ReadOnlySpan<int> edges)
    {
        int[] chosen = [.. edges];
        return new Relation(
            Name, Array.ConvertAll(chosen, e => Sources[e]), Array.ConvertAll(chosen, e => Targets[e]),
            Times is null ? null : Array.ConvertAll(chosen, e => Times[e]), Labels?.Select(chosen))
        {
            BothWays = BothWays,
        };
    }
}
