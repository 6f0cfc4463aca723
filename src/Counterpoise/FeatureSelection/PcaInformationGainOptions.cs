using Counterpoise.Messages;
using Counterpoise.Options;

namespace Counterpoise.FeatureSelection;

/// <summary>Options of <see cref="PcaInformationGain"/>.</summary>
public sealed record PcaInformationGainOptions
{
    /// <summary>Quantile bins of a numeric column, at least 2. Default 10.</summary>
    public int Bins { get; init; } = 10;

    /// <summary>
    /// Share of the variance that the principal components explain which are looked at, above 0, at most 1. Default 0.95.
    /// </summary>
    public double VarianceShare { get; init; } = 0.95;

    /// <summary>Weight of the information gain in the score, from 0 to 1; the rest is that of the components. Default 0.5.</summary>
    public double GainWeight { get; init; } = 0.5;

    /// <summary>Share of the sum of scores that is kept, above 0, at most 1. Default 0.95.</summary>
    public double ScoreShare { get; init; } = 0.95;

    /// <summary>Fewest columns that are kept, at least 1. Default 5.</summary>
    public int FewestColumns { get; init; } = 5;

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(PcaInformationGainOptions))
        .Require(Bins >= 2, nameof(Bins), Bins, "expected at least 2")
        .Require(VarianceShare is > 0 and <= 1, $"{nameof(VarianceShare)} is {VarianceShare}; expected a share above 0 and at most 1")
        .Require(GainWeight is >= 0 and <= 1, $"{new SettingPart(nameof(GainWeight))} is {GainWeight}; expected a weight from 0 to 1")
        .Require(ScoreShare is > 0 and <= 1, $"{nameof(ScoreShare)} is {ScoreShare}; expected a share above 0 and at most 1")
        .Require(FewestColumns >= 1, nameof(FewestColumns), FewestColumns, "expected at least 1")
        .ThrowIfAny();
}
