using Counterpoise.Neighbors;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Clustering;

/// <summary>
/// Greedy k-means++: each further center is the best of <c>2 + floor(ln k)</c> rows drawn with probability proportional to the
/// squared distance to the nearest center so far.
/// </summary>
/// <remarks>
/// Reference: Arthur and Vassilvitskii, "k-means++: the advantages of careful seeding", SODA 2007. Draws as scikit-learn 1.2.
/// </remarks>
internal static class KMeansPlusPlus
{
    internal static DenseMatrix Centers(DenseMatrix rows, int clusters, IRandomSource rng)
    {
        var trials = 2 + (int)Math.Log(clusters);
        var centers = new DenseMatrix(clusters, rows.Columns);
        rows.Row((int)rng.NextInteger(rows.Rows)).CopyTo(centers.Row(0));
        var nearest = Distances(rows, centers.Row(0));
        var potential = nearest.Sum();
        var cumulative = new double[rows.Rows];
        for (var c = 1; c < clusters; c++)
        {
            var sum = 0.0;
            for (var i = 0; i < cumulative.Length; i++)
            {
                cumulative[i] = sum += nearest[i];
            }

            double[]? best = null;
            var bestPotential = double.PositiveInfinity;
            var uniform = rng.Uniform(trials);
            foreach (var u in uniform)
            {
                var candidate = Math.Min(LowerBound(cumulative, u * potential), rows.Rows - 1);
                var distances = Distances(rows, rows.Row(candidate));
                for (var i = 0; i < distances.Length; i++)
                {
                    distances[i] = Math.Min(distances[i], nearest[i]);
                }

                var candidatePotential = PairwiseSum.Of(distances);
                if (best is null || candidatePotential < bestPotential)
                {
                    (best, bestPotential) = (distances, candidatePotential);
                    rows.Row(candidate).CopyTo(centers.Row(c));
                }
            }

            (nearest, potential) = (best!, bestPotential);
        }

        return centers;
    }

    private static double[] Distances(DenseMatrix rows, ReadOnlySpan<double> center)
    {
        var distances = new double[rows.Rows];
        for (var i = 0; i < distances.Length; i++)
        {
            distances[i] = ExactDistance.Squared(rows.Row(i), center);
        }

        return distances;
    }

    private static int LowerBound(double[] cumulative, double value)
    {
        int low = 0, high = cumulative.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (cumulative[middle] < value)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
