using Counterpoise.LayerGraphs;

namespace Counterpoise.Deploy.Int8;

/// <summary>What can be wrong with a layer, in words.</summary>
internal static class LayerFaults
{
    public static string? Window(Window window, IntegerTensor x, IntegerTensor y)
    {
        if (window.Height < 1 || window.Width < 1 || window.StrideRows < 1 || window.StrideColumns < 1 || window.Top < 0
            || window.Left < 0 || window.DilationRows < 1 || window.DilationColumns < 1)
            return $"has the window {window}; expected sizes, strides and dilations of at least 1 and no negative padding";
        // The last position must still meet the input, and so must the first: a window that sees only padding has no mean.
        var reaches = window.Top < Span(window.Height, window.DilationRows) && window.Left < Span(window.Width, window.DilationColumns)
            && ((long)(y.Height - 1) * window.StrideRows) - window.Top < x.Height
            && ((long)(y.Width - 1) * window.StrideColumns) - window.Left < x.Width;
        return reaches ? null : $"moves {window} over {x} to {y}, where it leaves the input; expected a smaller output or padding";
    }

    public static string? Constants(sbyte[] weights, long expected, int[] bias, Requantization requantization, IntegerTensor y) =>
        weights.Length != expected ? $"has {weights.Length} weights; expected {expected}"
        : bias.Length != y.Channels ? $"has {bias.Length} biases; expected {y.Channels}, one for each output channel"
        : requantization.Multipliers.Count != 1 && requantization.Multipliers.Count != y.Channels
            ? $"has {requantization.Multipliers.Count} scales; expected 1 or {y.Channels}"
        : requantization.Minimum > requantization.Maximum ? "has bounds of which the lower is above the upper"
        : requantization.Multipliers.Any(m => m.Shift is < -30 or > 31) ? "has a scale that no 32-bit sum can be brought to"
        : null;

    /// <summary>Sums must stay in 32 bits whatever the input: |b| + n·255·128.</summary>
    public static string? Sums(long products, int[] bias)
    {
        var greatest = bias.Length == 0 ? 0 : bias.Max(b => Math.Abs((long)b));
        return greatest + (products * 255 * 128) > int.MaxValue
            ? $"sums {products} products and a bias of {greatest}, which may leave 32 bits; expected fewer inputs or a smaller bias" : null;
    }

    public static string? SameShape(IntegerTensor a, IntegerTensor b) =>
        (a.Height, a.Width, a.Channels) != (b.Height, b.Width, b.Channels) ? $"joins {a} and {b}; expected equal shapes" : null;

    public static string? SameChannels(IntegerTensor a, IntegerTensor b) =>
        a.Channels != b.Channels ? $"reads {a.Channels} channels and writes {b.Channels}; expected as many" : null;

    public static string? SameScale(IntegerTensor a, IntegerTensor b) =>
        a.Quantization != b.Quantization ? $"reads {a.Quantization} and writes {b.Quantization}; expected the same" : null;

    public static long MultiplierBytes(Requantization requantization) => 8L * requantization.Multipliers.Count;

    private static long Span(int size, int dilation) => ((long)(size - 1) * dilation) + 1;
}
