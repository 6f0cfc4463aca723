using Counterpoise.LayerGraphs;

namespace Counterpoise.Deploy.Int8;

/// <summary>The mean of the codes under a window, halves away from zero; padding counts in no mean. Input and output share scale.</summary>
/// <param name="Input">The tensor that is read.</param>
/// <param name="Output">The tensor that is written.</param>
/// <param name="Window">The window.</param>
/// <param name="Minimum">Least code of the activation.</param>
/// <param name="Maximum">Greatest code of the activation.</param>
public sealed record IntegerAveragePool(int Input, int Output, Window Window, sbyte Minimum = -128, sbyte Maximum = 127) : IIntegerLayer
{
    /// <inheritdoc/>
    public IReadOnlyList<int> Inputs => [Input];

    /// <inheritdoc/>
    public long ConstantBytes => 0;

    /// <inheritdoc/>
    public long Multiplications(IReadOnlyList<IntegerTensor> tensors) => 0;

    /// <inheritdoc/>
    public string? Fault(IReadOnlyList<IntegerTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var (x, y) = (tensors[Input], tensors[Output]);
        return LayerFaults.Window(Window, x, y) ?? LayerFaults.SameChannels(x, y) ?? LayerFaults.SameScale(x, y);
    }

    /// <inheritdoc/>
    public void Run(IntegerMemory memory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        var (x, y) = (memory.Tensors[Input], memory.Tensors[Output]);
        ReadOnlySpan<sbyte> input = memory[Input];
        var output = memory[Output];
        var at = 0;
        for (var row = 0; row < y.Height; row++)
        {
            for (var column = 0; column < y.Width; column++)
            {
                for (var channel = 0; channel < y.Channels; channel++)
                {
                    var (sum, count) = (0, 0);
                    for (var i = 0; i < Window.Height; i++)
                    {
                        var r = (row * Window.StrideRows) + i - Window.Top;
                        for (var j = 0; j < Window.Width && (uint)r < (uint)x.Height; j++)
                        {
                            var c = (column * Window.StrideColumns) + j - Window.Left;
                            if ((uint)c >= (uint)x.Width) continue;
                            sum += input[(((r * x.Width) + c) * x.Channels) + channel];
                            count++;
                        }
                    }

                    var mean = sum > 0 ? (sum + (count / 2)) / count : (sum - (count / 2)) / count;
                    output[at++] = (sbyte)Math.Clamp(mean, Minimum, Maximum);
                }
            }
        }
    }
}
