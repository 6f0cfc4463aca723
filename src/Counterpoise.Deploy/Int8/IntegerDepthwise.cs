using Counterpoise.LayerGraphs;

namespace Counterpoise.Deploy.Int8;

/// <summary>
/// A convolution in which every output channel reads one input channel. Weights are kernel row × kernel column × output channel;
/// output channel c reads input channel c / multiplier.
/// </summary>
/// <param name="Input">The tensor that is read.</param>
/// <param name="Output">The tensor that is written; its channels are a multiple of the input's.</param>
/// <param name="Window">The kernel's size and steps.</param>
/// <param name="Weights">int8 weights.</param>
/// <param name="Bias">int32 bias of each output channel, in units of s_x·s_w.</param>
/// <param name="Requantization">From sums to codes.</param>
public sealed record IntegerDepthwise(int Input, int Output, Window Window, sbyte[] Weights, int[] Bias, Requantization Requantization)
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
        return (long)tensors[Output].Length * Window.Area;
    }

    /// <inheritdoc/>
    public string? Fault(IReadOnlyList<IntegerTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var (x, y) = (tensors[Input], tensors[Output]);
        return y.Channels % x.Channels != 0 ? $"reads {x.Channels} channels and writes {y.Channels}; expected a multiple"
            : LayerFaults.Window(Window, x, y)
            ?? LayerFaults.Constants(Weights, (long)y.Channels * Window.Area, Bias, Requantization, y)
            ?? LayerFaults.Sums(Window.Area, Bias);
    }

    /// <inheritdoc/>
    public void Run(IntegerMemory memory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        var (x, y) = (memory.Tensors[Input], memory.Tensors[Output]);
        ReadOnlySpan<sbyte> input = memory[Input];
        var output = memory[Output];
        var (zero, multiplier, at) = (x.Quantization.ZeroPoint, y.Channels / x.Channels, 0);
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
                            sum += (input[(((r * x.Width) + c) * x.Channels) + (channel / multiplier)] - zero)
                                * Weights[(((i * Window.Width) + j) * y.Channels) + channel];
                        }
                    }

                    output[at++] = Requantization.Apply(sum, channel);
                }
            }
        }
    }
}
