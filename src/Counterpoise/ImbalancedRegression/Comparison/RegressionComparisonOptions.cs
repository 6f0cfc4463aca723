using Counterpoise.Options;

namespace Counterpoise.ImbalancedRegression;

/// <summary>How regressors and methods are compared.</summary>
public sealed record RegressionComparisonOptions
{
    /// <summary>The methods; <see cref="RegressionMethod.None"/> is always among them. Default all.</summary>
    public IReadOnlyList<RegressionMethod> Methods { get; init; } = RegressionMethod.All;

    /// <summary>The regressors, the simplest first. Default ridge and nearest neighbours; the mean always stands beside them.</summary>
    public IReadOnlyList<IRegressor> Regressors { get; init; } = [new RidgeRegression(), new NeighborRegression()];

    /// <summary>Options of the resamplers. Their relevance is that of all training rows where it is null.</summary>
    public RegressionResamplingOptions Resampling { get; init; } = new();

    /// <summary>Which extremes matter where no relevance is given. Default both.</summary>
    public ExtremeSide Side { get; init; } = ExtremeSide.Both;

    /// <summary>Options of the weights.</summary>
    public LabelDistributionSmoothingOptions Smoothing { get; init; } = new();

    /// <summary>Folds of a repeat, at least 2. Default 5.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>How often folds are drawn anew, at least 1. Default 2.</summary>
    public int Repeats { get; init; } = 2;

    /// <summary>Seed of all draws. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(RegressionComparisonOptions))
        .Require(Folds >= 2, $"{nameof(Folds)} is {Folds}; expected at least 2")
        .Require(Repeats >= 1, $"{nameof(Repeats)} is {Repeats}; expected at least 1")
        .Require(Regressors.Count >= 1, $"{nameof(Regressors)} is empty; expected at least one")
        .ThrowIfAny();
}
