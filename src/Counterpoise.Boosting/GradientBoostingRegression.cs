using Counterpoise.ImbalancedRegression;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Boosting;

/// <summary>Gradient boosting of decision trees that predict a number, by LightGBM with squared error.</summary>
/// <remarks>
/// Equal draws give equal models. Targets are kept in single precision. Reference: Ke et al., "LightGBM: a highly efficient gradient
/// boosting decision tree", NeurIPS 2017.
/// </remarks>
public sealed class GradientBoostingRegression : IRegressor
{
    private readonly GradientBoostingOptions _options;

    /// <summary>Creates the learner.</summary>
    /// <param name="options">Options; null takes the defaults. Early stopping is not for regression, nor is XGBoost.</param>
    /// <exception cref="ArgumentException">An option is out of range, or asks for early stopping or XGBoost.</exception>
    public GradientBoostingRegression(GradientBoostingOptions? options = null)
    {
        _options = options ?? new GradientBoostingOptions();
        _options.Validate();
        if (_options.Engine != BoostingEngine.LightGbm || _options.EarlyStoppingRounds is not null)
            throw new ArgumentException("boosted regression is grown by LightGBM with all its rounds: leave the engine and early stopping "
                + "as they are by default", nameof(options));
    }

    /// <inheritdoc/>
    public string Name => "boosting";

    /// <inheritdoc/>
    public IFittedRegressor Fit(DenseMatrix features, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, IRandomSource rng,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(rng);
        if (features.Rows != targets.Length || features.Rows == 0 || (!weights.IsEmpty && weights.Length != targets.Length))
            throw new ArgumentException(
                $"found {targets.Length} targets and {weights.Length} weights for {features.Rows} rows; expected one per row",
                nameof(targets));
        return new BoostedRegression(
            LightGbmTrainer.Regress(_options, features, targets, weights, rng.NextInteger(int.MaxValue), cancellationToken),
            _options.Threads);
    }
}
