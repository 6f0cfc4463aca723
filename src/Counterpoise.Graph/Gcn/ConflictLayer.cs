namespace Counterpoise.Graph.Gcn;

/// <summary>The layer of a conflict network.</summary>
public enum ConflictLayer
{
    /// <summary>Graph convolution.</summary>
    Gcn,

    /// <summary>GraphSAGE with a mean.</summary>
    Sage,

    /// <summary>Graph attention.</summary>
    Gat,
}
