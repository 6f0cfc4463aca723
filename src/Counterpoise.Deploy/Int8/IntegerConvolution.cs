using Counterpoise.LayerGraphs;

namespace Counterpoise.Deploy.Int8;

/// <summary>
/// y = requantize(b_c + Σ (x − z_x)·w): a convolution over rows and columns, with padding of real zeros. Weights are
/// output channel × kernel row × kernel column × input channel.
/// </summary>
/// <param name="Input">The tensor that is read.</param>
/// <param name="Output">The tensor that is written.</param>
/// <param name="Window">The kernel's size and steps.</param>
/// <param name="Weights">int8 weights.</param>
/// <param name="Bias">int32 bias of each output channel, in units of s_x·s_w.</param>
/// <param name="Requantization">From sums to codes.</param>
public sealed record IntegerConvolution(int Input, int Output, Window Window, sbyte[] Weights, int[] Bias, Requantization Requantization)
    : IIntegerLayer
{
    /// <inheritdoc/>
    public IReadOnlyList<int> Inputs => [Input];

    /// <inheritdoc/>
    public long ConstantBytes => Weights.Length + (4L * Bias.Length) + LayerFaults.MultiplierBytes(Requantization);

    /// <inheritdoc/>
    public long Multiplications(IReadOnlyList<IntegerTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        return (long)tensors[Output].Length * Window.Area * tensors[Input].Channels;
    }

    /// <inheritdoc/>
    public string? Fault(IReadOnlyList<IntegerTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var (x, y) = (tensors[Input], tensors[Output]);
        return LayerFaults.Window(Window, x, y)
            ?? LayerFaults.Constants(Weights, (long)y.Channels * Window.Area * x.Channels, Bias, Requantization, y)
            ?? LayerFaults.Sums(Window.Area * x.Channels, Bias);
    }

    /// <inheritdoc/>
    public void Run(IntegerMemory memory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        var (x, y) = (memory.Tensors[Input], memory.Tensors[Output]);
        ReadOnlySpan<sbyte> input = memory[Input];
        var output = memory[Output];
        var (zero, depth, at) = (x.Quantization.ZeroPoint, x.Channels, 0);
        for (var row = 0; row < y.Height; row++)
        {
            for (var column = 0; column < y.Width; column++)
            {
                for (var channel = 0; channel < y.Channels; channel++)
                {
                    var sum = Bias[channel];
                    for (var i = 0; i < Window.Height; i++)
                    {
                        var r = (row * Window.StrideRows) + (i * Window.DilationRows) - Window.Top;
                        if ((uint)r >= (uint)x.Height) continue;
                        for (var j = 0; j < Window.Width; j++)
                        {
                            var c = (column * Window.StrideColumns) + (j * Window.DilationColumns) - Window.Left;
                            if ((uint)c >= (uint)x.Width) continue;
                            sum += IntegerProducts.Sum(input.Slice(((r * x.Width) + c) * depth, depth),
                                Weights.AsSpan(((((channel * Window.Height) + i) * Window.Width) + j) * depth, depth), zero);
                        }
                    }

                    output[at++] = Requantization.Apply(sum, channel);
                }
            }
        }
    }
}
