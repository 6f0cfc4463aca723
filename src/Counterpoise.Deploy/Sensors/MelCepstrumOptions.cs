using Counterpoise.Options;

namespace Counterpoise.Deploy.Sensors;

/// <summary>How sound becomes mel-frequency cepstral coefficients.</summary>
public sealed record MelCepstrumOptions
{
    /// <summary>y_t = x_t − a·x_{t−1}, in [0, 1). Default 0.97.</summary>
    public double PreEmphasis { get; init; } = 0.97;

    /// <summary>Length of a frame in seconds, above 0. Default 0.025.</summary>
    public double Frame { get; init; } = 0.025;

    /// <summary>From frame to frame in seconds, above 0. Default 0.01.</summary>
    public double Hop { get; init; } = 0.01;

    /// <summary>Mel bands from 0 to half the rate, at least 2. Default 40.</summary>
    public int Mels { get; init; } = 40;

    /// <summary>Coefficients that are kept, from 1 to the number of bands. Default 13.</summary>
    public int Coefficients { get; init; } = 13;

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">One or more values cannot be used; the message names each.</exception>
    public void Validate() => new OptionsCheck(nameof(MelCepstrumOptions))
        .Require(PreEmphasis is >= 0 and < 1,
            FormattableString.Invariant($"{nameof(PreEmphasis)} is {PreEmphasis}; expected from 0 to below 1"))
        .Require(Frame > 0 && double.IsFinite(Frame), FormattableString.Invariant($"{nameof(Frame)} is {Frame}; expected a length above 0"))
        .Require(Hop > 0 && double.IsFinite(Hop), FormattableString.Invariant($"{nameof(Hop)} is {Hop}; expected a length above 0"))
        .Require(Mels >= 2, $"{nameof(Mels)} is {Mels}; expected at least 2")
        .Require(Coefficients >= 1 && Coefficients <= Mels, $"{nameof(Coefficients)} is {Coefficients}; expected 1 to {Mels}")
        .ThrowIfAny();
}
