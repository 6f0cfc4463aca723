namespace Counterpoise.Graph.Graphs;

/// <summary>What can be wrong with a graph.</summary>
public enum GraphFaultKind
{
    /// <summary>An edge names a node that is not among the nodes.</summary>
    MissingNode,

    /// <summary>Two nodes have the same name.</summary>
    DuplicateNode,

    /// <summary>An edge stands twice in a relation.</summary>
    DuplicateEdge,

    /// <summary>A feature or time is missing, or not finite.</summary>
    NotFinite,

    /// <summary>An edge brings something from later: its source or the edge itself is newer than its target.</summary>
    FutureEdge,

    /// <summary>The training split has no row of the positive class.</summary>
    NoPositive,

    /// <summary>The nodes of one graph disagree about its class.</summary>
    MixedGraphLabel,

    /// <summary>The nodes lack a feature that a model needs, or have one that it does not know.</summary>
    OtherFeatures,

    /// <summary>A relation is none of those that a model was trained on.</summary>
    UnknownRelation,

    /// <summary>There is no edge, and a model reads neighbours.</summary>
    NoEdges,
}
