namespace Counterpoise.Vision.Backbones;

/// <summary>A backbone that can be written as layers with constants, for exporters and quantizers.</summary>
public interface IDescribedBackbone : IBackbone
{
    /// <summary>Adds the layers from images to pooled features, batch norms folded into convolutions with the running statistics.</summary>
    /// <param name="graph">Where they go.</param>
    /// <param name="images">Index of the images.</param>
    /// <returns>Index of the features, as <see cref="IBackbone.Features"/> gives them.</returns>
    int DescribeFeatures(LayerGraphWriter graph, int images);

    /// <summary>Adds the network's layers, batch norms folded into convolutions with the running statistics.</summary>
    /// <param name="graph">Where they go.</param>
    /// <param name="images">Index of the images.</param>
    /// <returns>Index of the logits.</returns>
    int Describe(LayerGraphWriter graph, int images);
}
