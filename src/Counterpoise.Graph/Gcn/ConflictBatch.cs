using Counterpoise.Graph.Generators;
using Counterpoise.Graph.Layers;
using Counterpoise.Torch;

namespace Counterpoise.Graph.Gcn;

/// <summary>Windows as one graph of separate parts.</summary>
internal sealed record ConflictBatch(Tensor Nodes, EdgeSet Edges, EdgeSet Graphs, Tensor AppRows, int[] FirstApp, Tensor Types,
    Tensor Causes)
{
    /// <summary>The features of the nodes of each window, [nodes × width], as <see cref="Make"/> would compute them.</summary>
    internal static Dictionary<ConflictWindow, float[]> Features(IReadOnlyList<AppNetwork> networks, IEnumerable<ConflictWindow> windows) =>
        windows.Distinct(ReferenceEqualityComparer.Instance).Cast<ConflictWindow>()
            .ToDictionary<ConflictWindow, ConflictWindow, float[]>(
                w => w, w => Features(networks, w, -1), ReferenceEqualityComparer.Instance);

    internal static ConflictBatch Make(IReadOnlyList<AppNetwork> networks, IReadOnlyList<ConflictWindow> windows, int without = -1,
        Dictionary<ConflictWindow, float[]>? known = null)
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
            values.AddRange(known is null ? Features(networks, window, without) : known[window]);
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

    private static float[] Features(IReadOnlyList<AppNetwork> networks, ConflictWindow window, int without) =>
        [.. ConflictFeatures.Nodes(networks[window.Topology], window, without).Data.Select(v => (float)v)];

    private static float Has(ConflictWindow window, ConflictTypes type) => (window.Types & type) != 0 ? 1 : 0;
}
