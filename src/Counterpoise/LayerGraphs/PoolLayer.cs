namespace Counterpoise.LayerGraphs;

/// <summary>The greatest value or the mean under a window; padding counts in neither.</summary>
/// <param name="Input">The value that is read.</param>
/// <param name="Window">Window and steps, padding above and to the left.</param>
/// <param name="IsMean">Whether it is the mean.</param>
/// <param name="Bottom">Rows of padding below.</param>
/// <param name="Right">Columns of padding on the right.</param>
public sealed record PoolLayer(int Input, Window Window, bool IsMean, int Bottom = 0, int Right = 0) : ILayer
{
    /// <inheritdoc/>
    public IReadOnlyList<int> Inputs => [Input];

    /// <summary>The mean over all positions.</summary>
    /// <param name="input">The value that is read.</param>
    /// <param name="shape">Its shape.</param>
    public static PoolLayer WholeMean(int input, LayerShape shape) => new(input, new Window(shape.Height, shape.Width), IsMean: true);

    /// <inheritdoc/>
    public LayerShape Shape(IReadOnlyList<LayerShape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return new LayerShape(LayerSizes.Positions(inputs[0].Height, Window.Height, Window.StrideRows, 1, Window.Top, Bottom),
            LayerSizes.Positions(inputs[0].Width, Window.Width, Window.StrideColumns, 1, Window.Left, Right), inputs[0].Channels);
    }

    /// <inheritdoc/>
    public void Run(IReadOnlyList<float[]> inputs, IReadOnlyList<LayerShape> shapes, LayerShape shape, float[] output)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(shapes);
        ArgumentNullException.ThrowIfNull(output);
        var (input, x, at) = (inputs[0], shapes[0], 0);
        for (var row = 0; row < shape.Height; row++)
        {
            for (var column = 0; column < shape.Width; column++)
            {
                for (var channel = 0; channel < shape.Channels; channel++)
                {
                    var (sum, greatest, count) = (0f, float.NegativeInfinity, 0);
                    for (var i = 0; i < Window.Height; i++)
                    {
                        var r = (row * Window.StrideRows) + i - Window.Top;
                        for (var j = 0; j < Window.Width && (uint)r < (uint)x.Height; j++)
                        {
                            var c = (column * Window.StrideColumns) + j - Window.Left;
                            if ((uint)c >= (uint)x.Width) continue;
                            var value = input[(((r * x.Width) + c) * x.Channels) + channel];
                            (sum, greatest, count) = (sum + value, Math.Max(greatest, value), count + 1);
                        }
                    }

                    output[at++] = IsMean ? sum / count : greatest;
                }
            }
        }
    }
}
