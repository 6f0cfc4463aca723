using Counterpoise.Options;

namespace Counterpoise.Deploy.Sensors;

/// <summary>How the classes of single windows become decisions of a stream.</summary>
public sealed record SmoothingOptions
{
    /// <summary>Windows that a decision looks back on, at least 1. Default 5.</summary>
    public int Windows { get; init; } = 5;

    /// <summary>Windows of these that must say one class, from 1 to <see cref="Windows"/>; null (default): the mean probability decides.
    /// </summary>
    public int? Votes { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">One or more values cannot be used; the message names each.</exception>
    public void Validate() => new OptionsCheck(nameof(SmoothingOptions))
        .Require(Windows >= 1, $"{nameof(Windows)} is {Windows}; expected at least 1")
        .Require(Votes is null || (Votes >= 1 && Votes <= Windows), $"{nameof(Votes)} is {Votes}; expected 1 to {Windows}, or none")
        .ThrowIfAny();
}
