using Counterpoise.Graph.Generators;
using Counterpoise.Graph.Layers;
using Counterpoise.Torch;

namespace Counterpoise.Graph.Gcn;

/// <summary>Windows as one graph of separate parts.</summary>
internal sealed record ConflictBatch(Tensor Nodes, EdgeSet Edges, EdgeSet Graphs, Tensor AppRows, int[] FirstApp, Tensor Types,
    Tensor Causes)
{
    internal static ConflictBatch Make(IReadOnlyList<AppNetwork> networks, IReadOnlyList<ConflictWindow> windows, int without = -1)
    {
        List<int> sources = [], targets = [], graphOf = [], firstApp = [0];
        List<long> appRows = [];
        List<float> values = [], types = [], causes = [];
        var first = 0;
        for (var w = 0; w < windows.Count; w++)
        {
            var (window, network) = (windows[w], networks[windows[w].Topology]);
            var edges = network.KnownEdges();
            sources.AddRange(edges.Sources.Select(s => first + s));
            targets.AddRange(edges.Targets.Select(t => first + t));
            values.AddRange(ConflictFeatures.Nodes(network, window, without).Data.Select(v => (float)v));
            graphOf.AddRange(Enumerable.Repeat(w, network.NodeCount));
            for (var app = 0; app < network.Apps; app++)
            {
                appRows.Add(first + app);
                causes.Add(window.Causes[app] ? 1 : 0);
            }

            firstApp.Add(appRows.Count);
            types.AddRange([Has(window, ConflictTypes.Direct), Has(window, ConflictTypes.Indirect), Has(window, ConflictTypes.Implicit)]);
            first += network.NodeCount;
        }

        return new ConflictBatch(
            Tensor.FromArray(values.ToArray(), first, ConflictFeatures.NodeWidth), new EdgeSet(first, first, [.. sources], [.. targets]),
            GraphReadout.Edges([.. graphOf], windows.Count), Tensor.FromArray(appRows.ToArray()), [.. firstApp],
                Tensor.FromArray(types.ToArray(), windows.Count, 3), Tensor.FromArray(causes.ToArray()));
    }

    private static float Has(ConflictWindow window, ConflictTypes type) => (window.Types & type) != 0 ? 1 : 0;
}
