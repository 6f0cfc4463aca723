using Counterpoise.Deploy.Int8;
using Counterpoise.Options;

namespace Counterpoise.Deploy.Quantization;

/// <summary>How a network is quantized after training.</summary>
public sealed record QuantizationOptions
{
    /// <summary>Share of values that ranges must hold, in percent, above 50 and at most 100. Below 100 the same share of outliers is
    /// clipped at both ends, which spends the 256 codes on the others. Default 100: the range that was seen.</summary>
    public double Percentile { get; init; } = 100;

    /// <summary>How sums are rounded. Default single, as current TensorFlow Lite does.</summary>
    public RoundingMode Rounding { get; init; } = RoundingMode.Single;

    /// <summary>Whether the output is int8 probabilities of a softmax at the end. Default true.</summary>
    public bool Softmax { get; init; } = true;

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">One or more values cannot be used; the message names each.</exception>
    public void Validate() => new OptionsCheck(nameof(QuantizationOptions))
        .Require(Percentile is > 50 and <= 100, $"{nameof(Percentile)} is {Percentile}; expected above 50 and at most 100")
        .ThrowIfAny();
}
