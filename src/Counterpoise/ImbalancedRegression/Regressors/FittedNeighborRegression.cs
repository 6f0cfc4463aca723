using Counterpoise.Classifiers;
using Counterpoise.Neighbors;
using Counterpoise.Numerics;

namespace Counterpoise.ImbalancedRegression;

/// <summary>The weighted mean target of the k nearest of the rows.</summary>
internal sealed class FittedNeighborRegression : IFittedRegressor
{
    private readonly NeighborIndex _index;

    /// <param name="rows">n rows.</param>
    /// <param name="targets">[n].</param>
    /// <param name="weights">[n], at least 0.</param>
    /// <param name="k">1 to n.</param>
    public FittedNeighborRegression(DenseMatrix rows, double[] targets, double[] weights, int k) =>
        (Rows, Targets, Weights, K, _index) = (rows, targets, weights, k, new NeighborIndex(rows));

    public DenseMatrix Rows { get; }

    public double[] Targets { get; }

    public double[] Weights { get; }

    public int K { get; }

    public double[] Predict(DenseMatrix features)
    {
        TrainingRows.CheckWidth(features, Rows.Columns);
        var near = _index.Find(features, K);
        return [.. Enumerable.Range(0, features.Rows).Select(i =>
        {
            double sum = 0, weight = 0, plain = 0;
            foreach (var neighbor in near.Of(i))
            {
                sum += Weights[neighbor] * Targets[neighbor];
                weight += Weights[neighbor];
                plain += Targets[neighbor];
            }

            // Neighbours that all weigh 0 say what they say alike.
            return weight > 0 ? sum / weight : plain / K;
        })];
    }

    public void Dispose()
    {
    }
}
