using Counterpoise.Neighbors;
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
        var (w, y, index) = (RegressionFit.Check(features, targets, weights), targets.ToArray(), new NeighborIndex(features));
        var k = Math.Min(_k, y.Length);
        return new RegressionFit(rows =>
        {
            var near = index.Find(rows, k);
            return [.. Enumerable.Range(0, rows.Rows).Select(i =>
            {
                double sum = 0, weight = 0, plain = 0;
                foreach (var neighbor in near.Of(i))
                {
                    sum += w[neighbor] * y[neighbor];
                    weight += w[neighbor];
                    plain += y[neighbor];
                }

                // Neighbours that all weigh 0 say what they say alike.
                return weight > 0 ? sum / weight : plain / k;
            })];
        });
    }
}
