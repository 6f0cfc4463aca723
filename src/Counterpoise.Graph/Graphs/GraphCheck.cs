namespace Counterpoise.Graph.Graphs;

/// <summary>The checks that every graph passes, wherever it comes from.</summary>
internal static class GraphCheck
{
    private const int MostFaults = 1000;

    /// <summary>Throws with every fault of a graph that was made in memory.</summary>
    internal static void Require(GraphData graph)
    {
        if (graph.Relations.Count == 0)
        {
            throw new ArgumentException("a graph without relations: expected at least one", nameof(graph));
        }

        if ((graph.Labels?.Count ?? graph.NodeCount) != graph.NodeCount || (graph.Times?.Length ?? graph.NodeCount) != graph.NodeCount)
        {
            throw new ArgumentException(
                $"{graph.NodeCount} nodes have {graph.Labels?.Count.ToString() ?? "no"} labels and "
                    + $"{graph.Times?.Length.ToString() ?? "no"} times; "
                + "expected one for each node, or none",
                nameof(graph));
        }

        var faults = new List<GraphFault>();
        for (var n = 0; n < graph.NodeCount && faults.Count < MostFaults; n++)
        {
            var row = graph.Features.Row(n);
            var bad = row.IndexOfAnyExceptInRange(double.MinValue, double.MaxValue);
            if (bad >= 0)
            {
                faults.Add(new(GraphFaultKind.NotFinite, $"node {n}", FormattableString.Invariant($"feature {bad} is {row[bad]}")));
            }

            if (graph.Times is { } times && !double.IsFinite(times[n]))
            {
                faults.Add(new(GraphFaultKind.NotFinite, $"node {n}", FormattableString.Invariant($"the time is {times[n]}")));
            }
        }

        foreach (var relation in graph.Relations)
        {
            for (var e = 0; e < relation.Count && faults.Count < MostFaults; e++)
            {
                if (Edge(relation.Sources[e], relation.Targets[e], relation.Times is null ? null : relation.Times[e], graph.NodeCount,
                    relation.BothWays ? null : graph.Times) is { } fault)
                {
                    faults.Add(new(fault.Kind, $"relation '{relation.Name}', edge {e}", fault.Found));
                }
            }
        }

        if (faults.Count > 0)
        {
            throw new GraphFormatException(faults);
        }
    }

    /// <summary>What is wrong with one edge, or null.</summary>
    internal static (GraphFaultKind Kind, string Found)? Edge(int source, int target, double? time, int nodes, double[]? times)
    {
        if ((uint)source >= (uint)nodes || (uint)target >= (uint)nodes)
        {
            return (GraphFaultKind.MissingNode, $"{source} to {target} of {nodes} nodes");
        }

        if (time is { } own && !double.IsFinite(own))
        {
            return (GraphFaultKind.NotFinite, FormattableString.Invariant($"the time is {own}"));
        }

        if (times is null)
        {
            return null;
        }

        if (times[source] > times[target])
        {
            return (GraphFaultKind.FutureEdge, FormattableString.Invariant(
                $"the source is of {times[source]}, the target of {times[target]}"));
        }

        return time > times[target] ? (GraphFaultKind.FutureEdge,
            FormattableString.Invariant($"the edge is of {time}, the target of {times[target]}")) : null;
    }
}
