using Counterpoise.Options;

namespace Counterpoise.Vision.Hyperspectral;

/// <summary>The shape of a <see cref="HyperspectralNetwork"/>.</summary>
public sealed record HyperspectralOptions
{
    /// <summary>Bands of a pixel, 1 or more. Default 200.</summary>
    public int Bands { get; init; } = 200;

    /// <summary>Classes of a pixel, 2 or more. Default 30.</summary>
    public int Classes { get; init; } = 30;

    /// <summary>Channels of a token, 2 or more; the finer scale has half as many. Default 64; 16 suits a few bands.</summary>
    public int Width { get; init; } = 64;

    /// <summary>States of each channel of the scan, 1 or more. Default 16.</summary>
    public int States { get; init; } = 16;

    /// <summary>Whether channels are weighed by squeeze and excitation. Default on.</summary>
    public bool SqueezeExcitation { get; init; } = true;

    /// <summary>Which Mamba blocks go over the tokens. Default both directions.</summary>
    public TokenScan Scan { get; init; } = TokenScan.Bidirectional;

    /// <summary>What is added from the mean token. Default the circuit.</summary>
    public GlobalHead Head { get; init; } = GlobalHead.Quantum;

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">At least one is out of range; all are listed.</exception>
    public void Validate() => new OptionsCheck(nameof(HyperspectralOptions))
        .Require(Bands >= 1, nameof(Bands), Bands, "at least 1 was expected")
        .Require(Classes >= 2, nameof(Classes), Classes, "at least 2 was expected")
        .Require(Width >= 2, nameof(Width), Width, "at least 2 was expected")
        .Require(States >= 1, nameof(States), States, "at least 1 was expected")
        .ThrowIfAny();
}
