using Counterpoise.Graph.Graphs;

namespace Counterpoise.Graph.Layers;

/// <summary>
/// Edges as layers read them: by target for the forward, by source for the backward, so that both are sums over rows that no two threads
/// share and that come out the same on any number of threads. Values of edges stand in the order of the targets: see <see cref="Order"/>.
/// </summary>
/// <remarks>Memory O(n + e); nothing is ever n × n.</remarks>
public sealed class EdgeSet
{
    private readonly Lazy<EdgeSet> _looped, _rows;
    private readonly Dictionary<(ScalarType, string), Tensor> _kept = [];

    /// <summary>Orders the edges. O(n + e).</summary>
    /// <param name="sourceCount">Rows that edges come from.</param>
    /// <param name="targetCount">Rows that edges go to.</param>
    /// <param name="sources">The source of each edge, [e].</param>
    /// <param name="targets">The target of each edge, [e].</param>
    /// <exception cref="ArgumentException">The lengths differ, or an end is out of range.</exception>
    public EdgeSet(int sourceCount, int targetCount, ReadOnlySpan<int> sources, ReadOnlySpan<int> targets)
    {
        if (sources.Length != targets.Length)
        {
            throw new ArgumentException($"{sources.Length} sources and {targets.Length} targets; expected one of each for every edge",
                nameof(targets));
        }

        for (var e = 0; e < sources.Length; e++)
        {
            if ((uint)sources[e] >= (uint)sourceCount || (uint)targets[e] >= (uint)targetCount)
            {
                throw new ArgumentException(
                    $"edge {e} goes from {sources[e]} to {targets[e]}; expected below {sourceCount} and {targetCount}", nameof(sources));
            }
        }

        SourceCount = sourceCount;
        Incoming = Csr.Incoming(targetCount, sources, targets);
        var ordered = new int[sources.Length];
        for (var n = 0; n < targetCount; n++)
        {
            ordered.AsSpan(Incoming.Offsets[n]..Incoming.Offsets[n + 1]).Fill(n);
        }

        TargetOf = ordered;
        Outgoing = Csr.Incoming(sourceCount, ordered, Incoming.Neighbors);
        _looped = new(AddLoops);
        _rows = new(() => new EdgeSet(Count, TargetCount, [.. Enumerable.Range(0, Count)], TargetOf));
    }

    /// <summary>The edges of a relation between the nodes of one graph.</summary>
    /// <param name="nodes">n.</param>
    /// <param name="relation">The relation.</param>
    public EdgeSet(int nodes, Relation relation) : this(nodes, nodes,
        (relation ?? throw new ArgumentNullException(nameof(relation))).Sources, relation.Targets)
    {
    }

    /// <summary>Rows that edges come from.</summary>
    public int SourceCount { get; }

    /// <summary>Rows that edges go to.</summary>
    public int TargetCount => Incoming.NodeCount;

    /// <summary>The number of edges, e.</summary>
    public int Count => Incoming.EdgeCount;

    /// <summary>The edges by target; its neighbours are sources.</summary>
    public Csr Incoming { get; }

    /// <summary>For each place in the order of the targets, which of the given edges stands there.</summary>
    public int[] Order => Incoming.Edges;

    /// <summary>The edges by source; its neighbours are targets and its edges are places in the order of the targets.</summary>
    internal Csr Outgoing { get; }

    internal int[] TargetOf { get; }

    /// <summary>Values of edges, from the order in which edges were given to that of the targets.</summary>
    /// <param name="values">One for each edge.</param>
    public T[] Arrange<T>(ReadOnlySpan<T> values)
    {
        var arranged = new T[Count];
        for (var place = 0; place < arranged.Length; place++)
        {
            arranged[place] = values[Order[place]];
        }

        return arranged;
    }

    /// <summary>The same edges with one from every node to itself; one that is there already is not added twice.</summary>
    /// <exception cref="InvalidOperationException">Sources and targets are different rows.</exception>
    public EdgeSet WithLoops() => _looped.Value;

    /// <summary>Each edge as a row of its own that goes to its target, for sums of values of edges.</summary>
    public EdgeSet AsRows() => _rows.Value;

    /// <summary>Kipf and Welling's weights 1 / sqrt(d_i d_j), [e], with d the edges into a node.</summary>
    internal Tensor SymmetricWeights(ScalarType type, Device device) => Keep(type, device, "symmetric", (s, t) =>
        1 / Math.Sqrt(Math.Max(1, Incoming.Degree(s)) * (double)Math.Max(1, Incoming.Degree(t))));

    /// <summary>Weights 1 / d_i of a mean, [e].</summary>
    internal Tensor MeanWeights(ScalarType type, Device device) => Keep(type, device, "mean", (_, t) => 1.0 / Incoming.Degree(t));

    /// <summary>The source of each edge, [e] of int64, for devices without kernels of their own.</summary>
    internal Tensor SourceIndex(Device device) => KeepIndex(device, "source", Incoming.Neighbors);

    /// <summary>The target of each edge, [e] of int64.</summary>
    internal Tensor TargetIndex(Device device) => KeepIndex(device, "target", TargetOf);

    private Tensor Keep(ScalarType type, Device device, string name, Func<int, int, double> weight)
    {
        lock (_kept)
        {
            var key = (type, $"{name} {device}");
            if (!_kept.TryGetValue(key, out var kept))
            {
                var values = new double[Count];
                for (var place = 0; place < values.Length; place++)
                {
                    values[place] = weight(Incoming.Neighbors[place], TargetOf[place]);
                }

                using var scope = torch.NewDisposeScope();
                kept = torch.tensor(values, dtype: type, device: device).DetachFromDisposeScope();
                _kept[key] = kept;
            }

            return kept;
        }
    }

    private Tensor KeepIndex(Device device, string name, int[] index)
    {
        lock (_kept)
        {
            var key = (ScalarType.Int64, $"{name} {device}");
            if (!_kept.TryGetValue(key, out var kept))
            {
                using var scope = torch.NewDisposeScope();
                kept = torch.tensor(Array.ConvertAll(index, i => (long)i), device: device).DetachFromDisposeScope();
                _kept[key] = kept;
            }

            return kept;
        }
    }

    private EdgeSet AddLoops()
    {
        if (SourceCount != TargetCount)
        {
            throw new InvalidOperationException(
                $"{SourceCount} sources and {TargetCount} targets are different rows: loops need one set of nodes");
        }

        var looped = new bool[TargetCount];
        for (var place = 0; place < Count; place++)
        {
            looped[TargetOf[place]] |= Incoming.Neighbors[place] == TargetOf[place];
        }

        int[] missing = [.. Enumerable.Range(0, TargetCount).Where(n => !looped[n])];
        return new EdgeSet(SourceCount, TargetCount, [.. Incoming.Neighbors, .. missing], [.. TargetOf, .. missing]);
    }
}
