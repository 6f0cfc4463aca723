namespace Counterpoise.Graph.Layers;

/// <summary>
/// A layer that gives each node a new value from its own and those of the sources of its edges; renaming the nodes renames the result.
/// </summary>
public interface IGraphLayer
{
    /// <summary>Width of a node's value before.</summary>
    int Inputs { get; }

    /// <summary>Width of a node's value after.</summary>
    int Outputs { get; }

    /// <summary>Runs the layer.</summary>
    /// <param name="x">Values of the nodes, [n, inputs].</param>
    /// <param name="edges">Edges between them.</param>
    /// <returns>[n, outputs].</returns>
    Tensor forward(Tensor x, EdgeSet edges);
}
