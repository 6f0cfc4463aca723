using Counterpoise.Deploy.Int8;

namespace Counterpoise.Deploy.Quantization;

/// <summary>A network after quantization.</summary>
/// <param name="Network">The integer network.</param>
/// <param name="Ranges">What calibration saw, by value.</param>
public sealed record QuantizedNetwork(IntegerNetwork Network, IReadOnlyList<ValueRange> Ranges)
{
    private const double Notable = 0.01;

    /// <summary>Values of which calibration clipped more than 1%.</summary>
    public IReadOnlyList<ValueRange> Saturated => [.. Ranges.Where(r => r.Clipped > Notable)];

    /// <summary>Codes of an input.</summary>
    /// <param name="input">The input, channels fastest.</param>
    /// <exception cref="ArgumentException">A number is NaN.</exception>
    public sbyte[] Quantize(float[] input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var q = Network.Tensors[Network.Input].Quantization;
        return Array.ConvertAll(input, v => q.Quantize(v));
    }

    /// <summary>The output of a pass in real numbers.</summary>
    /// <param name="input">The input, channels fastest.</param>
    public double[] Run(float[] input)
    {
        var q = Network.Tensors[Network.Output].Quantization;
        return [.. Network.Run(Quantize(input)).ToArray().Select(q.Dequantize)];
    }
}
