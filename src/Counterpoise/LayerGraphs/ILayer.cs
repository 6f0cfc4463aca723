namespace Counterpoise.LayerGraphs;

/// <summary>A layer of a graph: a pure function of earlier values.</summary>
public interface ILayer
{
    /// <summary>Indices of the values that it reads: 0 is the graph's input, i the value of layer i − 1.</summary>
    IReadOnlyList<int> Inputs { get; }

    /// <summary>The shape that it gives.</summary>
    /// <param name="inputs">Shapes of what it reads.</param>
    /// <exception cref="ArgumentException">It cannot read such shapes, or its constants do not fit.</exception>
    LayerShape Shape(IReadOnlyList<LayerShape> inputs);

    /// <summary>Computes it for one row.</summary>
    /// <param name="inputs">The values that it reads, channels fastest.</param>
    /// <param name="shapes">Their shapes.</param>
    /// <param name="shape">Shape of the output.</param>
    /// <param name="output">Where the output goes.</param>
    void Run(IReadOnlyList<float[]> inputs, IReadOnlyList<LayerShape> shapes, LayerShape shape, float[] output);
}
