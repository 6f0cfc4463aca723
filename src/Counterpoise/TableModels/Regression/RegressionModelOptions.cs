using Counterpoise.ImbalancedRegression;

namespace Counterpoise.TableModels;

/// <summary>How a model of numbers is trained.</summary>
public sealed record RegressionModelOptions
{
    /// <summary>Name of the column that it predicts.</summary>
    public required string Target { get; init; }

    /// <summary>The regressor. Default <see cref="RidgeRegression"/>.</summary>
    public IRegressor Regressor { get; init; } = new RidgeRegression();

    /// <summary>Its options that are not the defaults, for the card. Default none.</summary>
    public IReadOnlyDictionary<string, string> RegressorOptions { get; init; } = new Dictionary<string, string>();

    /// <summary>What is done about rare targets. Default nothing.</summary>
    public RegressionMethod Method { get; init; } = RegressionMethod.None;

    /// <summary>The method's options that are not the defaults, for the card. Default none.</summary>
    public IReadOnlyDictionary<string, string> MethodOptions { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Options of resamplers, among them what is rare; where their relevance is null, the box plot of the training targets says it.
    /// </summary>
    public RegressionResamplingOptions Resampling { get; init; } = new();

    /// <summary>Options of weights.</summary>
    public LabelDistributionSmoothingOptions Smoothing { get; init; } = new();

    /// <summary>Which extremes matter where no relevance is given. Default both.</summary>
    public ExtremeSide Side { get; init; } = ExtremeSide.Both;

    /// <summary>Seed of all draws. Default 0.</summary>
    public ulong Seed { get; init; }
}
