using Counterpoise.Options;

namespace Counterpoise.ImbalancedRegression;

/// <summary>Options of the resamplers of imbalanced regression.</summary>
public sealed record RegressionResamplingOptions
{
    /// <summary>What matters; null, the default, takes the box plot of the training targets.</summary>
    public RelevanceFunction? Relevance { get; init; }

    /// <summary>Relevance from which a target is rare, in (0, 1]. Default 0.8.</summary>
    public double Threshold { get; init; } = 0.8;

    /// <summary>To how many rows runs of targets are brought. Default <see cref="RegressionBalance.Even"/>.</summary>
    public RegressionBalance Balance { get; init; }

    /// <summary>Neighbours within a run, at least 1; a run of fewer other rows takes all it has, which a note tells. Default 5.</summary>
    public int K { get; init; } = 5;

    /// <summary>
    /// Standard deviation of the noise of SMOGN, in deviations of each column within the run, above 0. Default and paper 0.02.
    /// </summary>
    public double Perturbation { get; init; } = 0.02;

    /// <summary>Columns that hold codes of categories, which are never averaged. Default none.</summary>
    public int[] Categorical { get; init; } = [];

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(RegressionResamplingOptions))
        .Require(Threshold is > 0 and <= 1, nameof(Threshold), Threshold, "expected a relevance above 0 and up to 1")
        .Require(Enum.IsDefined(Balance),
            nameof(Balance), Balance, $"expected one of {string.Join(", ", Enum.GetNames<RegressionBalance>())}")
        .Require(K >= 1, nameof(K), K, "expected at least 1")
        .Require(Perturbation > 0 && double.IsFinite(Perturbation),
            nameof(Perturbation), Perturbation, "expected a finite number above 0")
        .ThrowIfAny();
}
