namespace Counterpoise.Graph.Graphs;

/// <summary>One fault of a graph.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Place">Where: file and line, or relation and edge.</param>
/// <param name="Found">What stands there.</param>
public sealed record GraphFault(GraphFaultKind Kind, string Place, string Found)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Place}: {Found}";

    /// <summary>What was expected, and what to do about it.</summary>
    public string Remedy => Kind switch
    {
        GraphFaultKind.MissingNode => "expected both ends of an edge among the nodes: add the node, or leave the edge out",
        GraphFaultKind.DuplicateNode => "expected each node once: keep one of its rows",
        GraphFaultKind.DuplicateEdge => "expected each edge once in a relation: leave the copies out, or let them be merged",
        GraphFaultKind.NotFinite => "expected a finite number: fill the missing value, or leave the column out",
        GraphFaultKind.FutureEdge => "expected sources no newer than their targets: turn the edge round, or leave it out",
        GraphFaultKind.NoPositive => "expected at least one row of the positive class there: choose another split or other labels",
        GraphFaultKind.OtherFeatures => "expected the features of training: add what is missing, and leave out what is new",
        GraphFaultKind.UnknownRelation => "expected relations of training: leave the others out, or train again with them",
        GraphFaultKind.NoEdges => "expected at least one edge: give the edges of these nodes, or take a model of tables, which needs none",
        _ => "expected one class for all nodes of a graph: mend the label",
    };
}
