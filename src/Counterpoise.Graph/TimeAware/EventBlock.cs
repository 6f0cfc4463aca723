using Counterpoise.Graph.Graphs;
using Counterpoise.Torch;

namespace Counterpoise.Graph.TimeAware;

/// <summary>Consecutive events and the edges into them.</summary>
internal sealed class EventBlock
{
    private EventBlock(int first, int count, BlockRelation[] relations, Tensor reached) =>
        (First, Count, Relations, Reached) = (first, count, relations, reached);

    internal int First { get; }

    internal int Count { get; }

    internal BlockRelation[] Relations { get; }

    /// <summary>Whether each relation has neighbours, [count, R].</summary>
    internal Tensor Reached { get; }

    /// <summary>
    /// Blocks of consecutive events that begin at multiples of a size; they live until disposed with the scope that is current.
    /// </summary>
    internal static EventBlock[] Cut(EventGraph graph, int size)
    {
        Csr[] incoming = [.. graph.Relations.Select(r => Csr.Incoming(r, graph.Events.Count))];
        return [.. Enumerable.Range(0, (graph.Events.Count + size - 1) / size)
            .Select(b => Make(graph, incoming, [.. Enumerable.Range(b * size, Math.Min(size, graph.Events.Count - (b * size)))], b * size,
            0, null))];
    }

    /// <summary>Some events of a block, each edge kept with a probability.</summary>
    internal static EventBlock View(EventGraph graph, Csr[] incoming, int[] events, int first, double drop,
        Randomness.IRandomSource random) => Make(graph, incoming, events, first, drop, random);

    private static EventBlock Make(EventGraph graph, Csr[] incoming, int[] events, int first, double drop, Randomness.IRandomSource? random)
    {
        var reached = new float[events.Length * incoming.Length];
        BlockRelation[] relations = [.. incoming.Select((csr, r) => BlockRelation.Make(graph, csr, events, first, drop, random))];
        for (var r = 0; r < relations.Length; r++)
        {
            for (var t = 0; t < events.Length; t++)
            {
                reached[(t * relations.Length) + r] = relations[r].Edges.Incoming.Degree(t) > 0 ? 1 : 0;
            }
        }

        return new EventBlock(first, events.Length, relations, Tensor.FromArray(reached, events.Length, relations.Length));
    }
}
