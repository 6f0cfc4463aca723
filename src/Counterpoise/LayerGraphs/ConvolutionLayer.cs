using System.Numerics.Tensors;

namespace Counterpoise.LayerGraphs;

/// <summary>
/// A convolution over rows and columns, with zeros for padding. Weights are output channel × kernel row × kernel column × input channel of
/// the group; output channel o belongs to group o / (outputs / groups). With as many groups as input channels it is depthwise.
/// </summary>
/// <param name="Input">The value that is read.</param>
/// <param name="Window">Kernel and steps, padding above and to the left.</param>
/// <param name="Weights">The weights.</param>
/// <param name="Bias">A number for each output channel.</param>
/// <param name="Groups">Groups of channels, at least 1.</param>
/// <param name="Bottom">Rows of padding below.</param>
/// <param name="Right">Columns of padding on the right.</param>
public sealed record ConvolutionLayer(int Input, Window Window, float[] Weights, float[] Bias, int Groups = 1, int Bottom = 0,
    int Right = 0)
    : ILayer
{
    /// <inheritdoc/>
    public IReadOnlyList<int> Inputs => [Input];

    /// <inheritdoc/>
    public LayerShape Shape(IReadOnlyList<LayerShape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var x = inputs[0];
        return Groups < 1 || x.Channels % Groups != 0 || Bias.Length % Groups != 0
                || Weights.Length != (long)Bias.Length * Window.Area * (x.Channels / Groups)
            ? throw new ArgumentException(
                $"a convolution with {Weights.Length} weights, {Bias.Length} outputs and {Groups} groups cannot read {x}")
            : new LayerShape(LayerSizes.Positions(x.Height, Window.Height, Window.StrideRows, Window.DilationRows, Window.Top, Bottom),
                LayerSizes.Positions(x.Width, Window.Width, Window.StrideColumns, Window.DilationColumns, Window.Left, Right), Bias.Length);
    }

    /// <inheritdoc/>
    public void Run(IReadOnlyList<float[]> inputs, IReadOnlyList<LayerShape> shapes, LayerShape shape, float[] output)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(shapes);
        ArgumentNullException.ThrowIfNull(output);
        var (input, x) = (inputs[0], shapes[0]);
        var (depth, perGroup, at) = (x.Channels / Groups, shape.Channels / Groups, 0);
        for (var row = 0; row < shape.Height; row++)
        {
            for (var column = 0; column < shape.Width; column++)
            {
                for (var o = 0; o < shape.Channels; o++)
                {
                    var sum = Bias[o];
                    var first = o / perGroup * depth;
                    for (var i = 0; i < Window.Height; i++)
                    {
                        var r = (row * Window.StrideRows) + (i * Window.DilationRows) - Window.Top;
                        for (var j = 0; j < Window.Width && (uint)r < (uint)x.Height; j++)
                        {
                            var c = (column * Window.StrideColumns) + (j * Window.DilationColumns) - Window.Left;
                            if ((uint)c >= (uint)x.Width) continue;
                            var (from, weight) = ((((r * x.Width) + c) * x.Channels) + first,
                                ((((o * Window.Height) + i) * Window.Width) + j) * depth);
                            sum += depth == 1 ? input[from] * Weights[weight]
                                : TensorPrimitives.Dot<float>(input.AsSpan(from, depth), Weights.AsSpan(weight, depth));
                        }
                    }

                    output[at++] = sum;
                }
            }
        }
    }
}
