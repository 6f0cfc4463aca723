namespace Counterpoise.Graph.Imbalance;

/// <summary>What a node classifier does about a rare class.</summary>
public enum NodeMethod
{
    /// <summary>Nothing: cross-entropy on all neighbours.</summary>
    Plain,

    /// <summary>Cross-entropy weighted by inverse class frequency.</summary>
    Weighted,

    /// <summary>Weights that fall where a node lies among the influence of other classes (ReNode).</summary>
    Topology,

    /// <summary>Synthetic minority nodes between neighbours in the hidden layer, with edges from a learnt generator (GraphSMOTE).</summary>
    GraphSmote,

    /// <summary>
    /// Nodes drawn evenly by class; each keeps its nearest neighbours by a learnt score, minority nodes get near minority nodes (PC-GNN).
    /// </summary>
    LabelBalanced,

    /// <summary>Each node keeps its nearest neighbours by a learnt score (CARE-GNN).</summary>
    SimilarityFilter,
}
