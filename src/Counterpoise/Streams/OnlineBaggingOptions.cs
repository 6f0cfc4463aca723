using Counterpoise.Options;

namespace Counterpoise.Streams;

/// <summary>Options of <see cref="OnlineBagging"/>.</summary>
public sealed record OnlineBaggingOptions
{
    /// <summary>Members, at least 1. Default 15, as in the paper.</summary>
    public int Members { get; init; } = 15;

    /// <summary>How rare classes are seen. Default over-sampling.</summary>
    public OnlineResampling Resampling { get; init; } = OnlineResampling.Over;

    /// <summary>
    /// What of the class priors is kept at each row, above 0 and below 1; nearer to 1 forgets more slowly. Default and paper 0.9.
    /// </summary>
    public double Decay { get; init; } = 0.9;

    /// <summary>
    /// Most that a row may count on the mean, at least 1: a class that has hardly been seen would count without bound. Default 100.
    /// </summary>
    public double LargestRate { get; init; } = 100;

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(OnlineBaggingOptions))
        .Require(Members >= 1, nameof(Members), Members, "expected at least 1")
        .Require(Decay is > 0 and < 1, nameof(Decay), Decay, "expected a share above 0 and below 1")
        .Require(LargestRate >= 1 && double.IsFinite(LargestRate),
            nameof(LargestRate), LargestRate, "expected a finite number of at least 1")
        .ThrowIfAny();
}
