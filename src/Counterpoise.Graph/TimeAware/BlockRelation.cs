using Counterpoise.Graph.Graphs;
using Counterpoise.Graph.Layers;
using Counterpoise.Torch;

namespace Counterpoise.Graph.TimeAware;

/// <summary>The edges of one relation into some events: sources within the block first, then those before it.</summary>
internal sealed record BlockRelation(EdgeSet Edges, Tensor Within, Tensor Before, Tensor Hours, Tensor? States)
{
    internal static BlockRelation Make(EventGraph graph, Csr csr, int[] events, int first, double drop, Randomness.IRandomSource? random)
    {
        List<int> sources = [], targets = [];
        for (var t = 0; t < events.Length; t++)
        {
            foreach (var source in csr.Of(events[t]))
            {
                if (drop == 0 || random!.NextDouble() >= drop)
                {
                    sources.Add(source);
                    targets.Add(t);
                }
            }
        }

        long[] within = [.. sources.Where(s => s >= first).Distinct().Order().Select(s => (long)(s - first))];
        long[] before = [.. sources.Where(s => s < first).Distinct().Order().Select(s => (long)s)];
        var places = new Dictionary<int, int>();
        for (var i = 0; i < within.Length; i++)
        {
            places[(int)within[i] + first] = i;
        }

        for (var i = 0; i < before.Length; i++)
        {
            places[(int)before[i]] = within.Length + i;
        }

        var edges = new EdgeSet(within.Length + before.Length, events.Length, [.. sources.Select(s => places[s])], [.. targets]);
        var hours = new float[edges.Count];
        var states = new float[edges.Count * 3];
        for (var place = 0; place < edges.Count; place++)
        {
            int source = sources[edges.Order[place]], target = events[targets[edges.Order[place]]];
            hours[place] = (float)((graph.Events.Times[target] - graph.Events.Times[source]) / 3600);
            states[(place * 3) + graph.StateOf(source, target)] = 1;
        }

        return new BlockRelation(edges, Tensor.FromArray(within), Tensor.FromArray(before), Tensor.FromArray(hours),
            Tensor.FromArray(states, edges.Count, 3));
    }
}
