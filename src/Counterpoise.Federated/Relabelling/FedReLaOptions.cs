using Counterpoise.Messages;
using Counterpoise.Options;

namespace Counterpoise.Federated.Relabelling;

/// <summary>Options of <see cref="FedReLa"/>.</summary>
public sealed record FedReLaOptions
{
    /// <summary>
    /// Percentage p of a client's rows that may reach the threshold of a class, above 0 and below 100; default and paper's code 5.
    /// </summary>
    public double Percentage { get; init; } = 5;

    /// <summary>
    /// One threshold for all classes in units of standard deviations, instead of the percentage; null, the default, for the percentage.
    /// </summary>
    public double? ConstantThreshold { get; init; }

    /// <summary>
    /// Whether the posterior itself stands where tanh(z − threshold) stands: the ablation of the paper's code; default off.
    /// </summary>
    public bool PlainPosterior { get; init; }

    /// <summary>Augmented passes whose posteriors are averaged, at least 1; default and paper's code 5.</summary>
    public int Passes { get; init; } = 5;

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">One or more values lie outside their range; the message lists them all.</exception>
    public void Validate() => new OptionsCheck(nameof(FedReLaOptions))
        .Require(Percentage is > 0 and < 100, nameof(Percentage), Percentage, "expected above 0 and below 100")
        .Require(ConstantThreshold is not { } t || double.IsFinite(t),
            $"{new SettingPart(nameof(ConstantThreshold))} is not finite; expected a number of standard deviations, or null")
        .Require(Passes >= 1, nameof(Passes), Passes, "expected at least 1")
        .ThrowIfAny();
}
