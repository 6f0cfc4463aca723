using Counterpoise.Options;

namespace Counterpoise.Deploy.Sensors;

/// <summary>How streams are cut into windows.</summary>
public sealed record WindowOptions
{
    /// <summary>Length of a window in seconds, above 0. Default 2.</summary>
    public double Seconds { get; init; } = 2;

    /// <summary>From the start of a window to that of the next in seconds, above 0. Default 1.</summary>
    public double Hop { get; init; } = 1;

    /// <summary>Share of a window's samples that its class must have, in (0.5, 1]; other windows are mixed and left out. Default 0.8.
    /// </summary>
    public double MajorityShare { get; init; } = 0.8;

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">One or more values cannot be used; the message names each.</exception>
    public void Validate() => new OptionsCheck(nameof(WindowOptions))
        .Require(Seconds > 0 && double.IsFinite(Seconds),
            FormattableString.Invariant($"{nameof(Seconds)} is {Seconds}; expected a length above 0"))
        .Require(Hop > 0 && double.IsFinite(Hop), FormattableString.Invariant($"{nameof(Hop)} is {Hop}; expected a length above 0"))
        .Require(MajorityShare is > 0.5 and <= 1,
            FormattableString.Invariant($"{nameof(MajorityShare)} is {MajorityShare}; expected above 0.5 and at most 1"))
        .ThrowIfAny();
}
