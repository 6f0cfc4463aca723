using Counterpoise.Classifiers;
using Counterpoise.Neighbors;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.OneClass;

/// <summary>
/// Learns from the most frequent class alone: how much sparser a row's neighbourhood is than those of its k nearest rows,
/// LOF(x) = mean lrd(neighbours) / lrd(x), lrd(x) = 1 / mean over neighbours o of max(k-distance(o), d(x, o)).
/// </summary>
/// <remarks>
/// Scale the features first. O(queries · rows · columns) at worst. 1e-10 is added to mean distances, so that repeated rows have a density.
/// Equals scikit-learn's LocalOutlierFactor with <c>novelty=True</c> but for exact ties of distance. Labels of other classes are not used
/// but for how many rows are called strange. Reference: Breunig, Kriegel, Ng and Sander, "LOF: identifying density-based local outliers",
/// SIGMOD 2000, doi:10.1145/342009.335388.
/// </remarks>
public sealed class LocalOutlierFactor : IClassifier
{
    private readonly LocalOutlierFactorOptions _options;

    /// <summary>Creates the classifier.</summary>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <exception cref="ArgumentException">Options are wrong.</exception>
    public LocalOutlierFactor(LocalOutlierFactorOptions? options = null)
    {
        _options = options ?? new LocalOutlierFactorOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public string Name => $"local outlier factor of the majority (k = {_options.K})";

    /// <inheritdoc/>
    public IFittedClassifier Fit(DenseMatrix features, ReadOnlySpan<int> labels, int classCount, ReadOnlySpan<double> weights,
        IRandomSource random, CancellationToken cancellationToken = default)
    {
        var rows = OneClassRows.Of(features, labels, classCount, weights);
        rows.RequireNeighbors(_options.K);
        var index = new NeighborIndex(rows.Rows, _options.Neighbors);
        var own = index.FindOwn(_options.K, cancellationToken);
        double[] reach = [.. Enumerable.Range(0, own.Queries).Select(q => own.Distance(q, own.K - 1))];
        var density = Densities(own, reach);
        return FittedOneClass.Of(rows, Factors(own, density, density),
            new OutlierFactorScore(rows.Rows, _options.K, _options.Neighbors, reach, density));
    }

    /// <summary>The local reachability density of each query.</summary>
    internal static double[] Densities(NeighborTable table, double[] reach)
    {
        var densities = new double[table.Queries];
        for (var q = 0; q < densities.Length; q++)
        {
            var sum = 0.0;
            var neighbors = table.Of(q);
            for (var r = 0; r < neighbors.Length; r++) sum += Math.Max(reach[neighbors[r]], table.Distance(q, r));
            densities[q] = 1 / ((sum / table.K) + 1e-10);
        }

        return densities;
    }

    /// <summary>The factor of each query.</summary>
    internal static double[] Factors(NeighborTable table, double[] queries, double[] rows)
    {
        var factors = new double[table.Queries];
        for (var q = 0; q < factors.Length; q++)
        {
            foreach (var neighbor in table.Of(q)) factors[q] += rows[neighbor] / table.K;
            factors[q] /= queries[q];
        }

        return factors;
    }
}
