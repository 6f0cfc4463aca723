using Counterpoise.ClassifierForms;
using Counterpoise.LayerGraphs;

namespace Counterpoise.Deploy.Sensors;

/// <summary>A multilayer perceptron as a network of layers, which quantization and export take.</summary>
public static class PerceptronGraph
{
    /// <summary>Makes the network: dense layers with ReLU between them; its output are scores before the softmax.</summary>
    /// <param name="form">The perceptron.</param>
    public static LayerGraph From(PerceptronForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        var layers = new List<ILayer>();
        foreach (var (i, (weights, biases)) in form.Layers.Index())
        {
            layers.Add(new DenseLayer(layers.Count, Array.ConvertAll(weights, w => (float)w), Array.ConvertAll(biases, b => (float)b)));
            if (i < form.Layers.Count - 1) layers.Add(new ActivationLayer(layers.Count, LayerActivation.Relu));
        }

        return new LayerGraph(new LayerShape(1, 1, form.Columns), layers);
    }
}
