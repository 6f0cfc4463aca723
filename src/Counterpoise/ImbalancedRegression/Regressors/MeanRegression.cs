using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.ImbalancedRegression;

/// <summary>Predicts the mean of the training targets for every row: what any model must be better than.</summary>
public sealed class MeanRegression : IRegressor
{
    /// <inheritdoc/>
    public string Name => "mean";

    /// <inheritdoc/>
    public IFittedRegressor Fit(DenseMatrix features, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, IRandomSource rng,
        CancellationToken cancellationToken = default)
    {
        var (w, y) = (RegressionFit.Check(features, targets, weights), targets.ToArray());
        var mean = w.Zip(y, (a, b) => a * b).Sum() / w.Sum();
        return new FittedMean(mean);
    }
}
