using Counterpoise.LayerGraphs;

namespace Counterpoise.Deploy.Int8;

/// <summary>The greatest code under a window. Input and output share scale.</summary>
/// <param name="Input">The tensor that is read.</param>
/// <param name="Output">The tensor that is written.</param>
/// <param name="Window">The window.</param>
public sealed record IntegerMaxPool(int Input, int Output, Window Window) : IIntegerLayer
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
                    int greatest = -128;
                    for (var i = 0; i < Window.Height; i++)
                    {
                        var r = (row * Window.StrideRows) + i - Window.Top;
                        for (var j = 0; j < Window.Width && (uint)r < (uint)x.Height; j++)
                        {
                            var c = (column * Window.StrideColumns) + j - Window.Left;
                            if ((uint)c < (uint)x.Width)
                                greatest = Math.Max(greatest, input[(((r * x.Width) + c) * x.Channels) + channel]);
                        }
                    }

                    output[at++] = (sbyte)greatest;
                }
            }
        }
    }
}
