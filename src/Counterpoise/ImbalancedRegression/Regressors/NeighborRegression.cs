using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.ImbalancedRegression;

/// <summary>The weighted mean target of the k nearest training rows by Euclidean distance; ties go to the lower row.</summary>
/// <remarks>Reference: Fix and Hodges, 1951. Equal to scikit-learn's KNeighborsRegressor where no distances tie.</remarks>
public sealed class NeighborRegression : IRegressor
{
    private readonly int _k;

    /// <summary>Makes it.</summary>
    /// <param name="k">Neighbours, at least 1; all training rows where there are fewer. Default 5.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is below 1.</exception>
    public NeighborRegression(int k = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        _k = k;
    }

    /// <inheritdoc/>
    public string Name => "knn";

    /// <inheritdoc/>
    public IFittedRegressor Fit(DenseMatrix features, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, IRandomSource rng,
        CancellationToken cancellationToken = default)
    {
        var weighed = RegressionFit.Check(features, targets, weights);
        return new FittedNeighborRegression(features, targets.ToArray(), weighed, Math.Min(_k, targets.Length));
    }
}
