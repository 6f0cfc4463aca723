namespace Counterpoise.LayerGraphs;

/// <summary>
/// A trained network as layers with their constants, apart from the engine that trained it: what exporters and quantizers read. The last
/// layer's value is the output. Shapes are checked when it is made.
/// </summary>
public sealed class LayerGraph
{
    /// <summary>Makes a graph.</summary>
    /// <param name="input">Shape of the input.</param>
    /// <param name="layers">Layers, each of which reads the input or earlier layers.</param>
    /// <exception cref="ArgumentException">There is no layer, or one cannot read what it is given; the message names it.</exception>
    public LayerGraph(LayerShape input, IReadOnlyList<ILayer> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Count == 0) throw new ArgumentException("the graph has no layer", nameof(layers));
        var shapes = new List<LayerShape> { input };
        foreach (var (layer, place) in layers.Select((l, i) => (l, i)))
        {
            if (layer.Inputs.Any(i => (uint)i >= (uint)shapes.Count))
                throw new ArgumentException($"layer {place} ({layer.GetType().Name}) reads a value that is not there yet", nameof(layers));
            try
            {
                shapes.Add(layer.Shape([.. layer.Inputs.Select(i => shapes[i])]));
            }
            catch (ArgumentException e)
            {
                throw new ArgumentException($"layer {place} ({layer.GetType().Name}): {e.Message}", nameof(layers), e);
            }
        }

        (Layers, Shapes) = ([.. layers], shapes);
    }

    /// <summary>The layers.</summary>
    public IReadOnlyList<ILayer> Layers { get; }

    /// <summary>Shapes of all values: the input, then each layer's.</summary>
    public IReadOnlyList<LayerShape> Shapes { get; }

    /// <summary>Shape of the input.</summary>
    public LayerShape Input => Shapes[0];

    /// <summary>Shape of the output.</summary>
    public LayerShape Output => Shapes[^1];

    /// <summary>Computes the output of one row in single precision.</summary>
    /// <param name="input">The input, channels fastest.</param>
    /// <exception cref="ArgumentException">The input has another length.</exception>
    public float[] Run(float[] input) => Values(input)[^1];

    /// <summary>Computes the values of all layers for one row.</summary>
    /// <param name="input">The input, channels fastest.</param>
    /// <returns>The input, then each layer's value.</returns>
    /// <exception cref="ArgumentException">The input has another length.</exception>
    public IReadOnlyList<float[]> Values(float[] input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Length != Input.Length) throw new ArgumentException($"found {input.Length} values; expected {Input.Length} ({Input})",
            nameof(input));
        var values = new List<float[]> { input };
        for (var i = 0; i < Layers.Count; i++)
        {
            var output = new float[Shapes[i + 1].Length];
            Layers[i].Run([.. Layers[i].Inputs.Select(v => values[v])], [.. Layers[i].Inputs.Select(v => Shapes[v])], Shapes[i + 1],
                output);
            values.Add(output);
        }

        return values;
    }

    /// <summary>The same graph with one more layer at its end.</summary>
    /// <param name="layer">Makes the layer from the index of the value that is the output now.</param>
    public LayerGraph Then(Func<int, ILayer> layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return new LayerGraph(Input, [.. Layers, layer(Layers.Count)]);
    }
}
