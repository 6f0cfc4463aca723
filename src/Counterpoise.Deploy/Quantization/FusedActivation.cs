using Counterpoise.Deploy.Int8;
using Counterpoise.LayerGraphs;

namespace Counterpoise.Deploy.Quantization;

/// <summary>Activations that the layer before them takes in, so that its sums are brought to codes once.</summary>
internal static class FusedActivation
{
    /// <summary>The activation behind a layer that nothing else reads; none where it stays a layer of its own.</summary>
    public static IntegerActivation Behind(LayerGraph graph, int layer)
    {
        var takes = graph.Layers[layer] is ConvolutionLayer or DenseLayer or AdditionLayer;
        if (!takes || layer + 1 >= graph.Layers.Count || graph.Layers[layer + 1] is not ActivationLayer next || next.Input != layer + 1
            || graph.Layers.Count(l => l.Inputs.Contains(layer + 1)) != 1)
            return IntegerActivation.None;
        return next.Activation switch
        {
            LayerActivation.Relu => IntegerActivation.Relu,
            LayerActivation.Relu6 => IntegerActivation.Relu6,
            _ => IntegerActivation.None,
        };
    }
}
