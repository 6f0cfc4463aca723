using Counterpoise.Neighbors;
using Counterpoise.Numerics;

namespace Counterpoise.Clustering;

/// <summary>Gives each row its nearest center, the first of equals.</summary>
internal static class ClusterAssignment
{
    /// <summary>Up to this many centers a plain loop is faster than building an index over them.</summary>
    private const int PlainLoop = 32;

    /// <summary>Writes each row's center and returns the sum of squared distances.</summary>
    internal static double Assign(DenseMatrix rows, DenseMatrix centers, int[] labels)
    {
        var inertia = 0.0;
        if (centers.Rows > PlainLoop)
        {
            var table = new NeighborIndex(centers).Find(rows, 1);
            for (var i = 0; i < rows.Rows; i++)
            {
                labels[i] = table.Of(i)[0];
                inertia += table.SquaredOf(i)[0];
            }

            return inertia;
        }

        for (var i = 0; i < rows.Rows; i++)
        {
            var nearest = double.PositiveInfinity;
            for (var c = 0; c < centers.Rows; c++)
            {
                var distance = ExactDistance.Squared(rows.Row(i), centers.Row(c));
                if (distance < nearest)
                {
                    (nearest, labels[i]) = (distance, c);
                }
            }

            inertia += nearest;
        }

        return inertia;
    }
}
