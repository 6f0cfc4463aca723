using Counterpoise.Neighbors;
using Counterpoise.Numerics;

namespace Counterpoise.Resampling;

/// <summary>What is known of the rows of a class between which points are judged: the nearest of all rows to each of them.</summary>
internal sealed class SegmentEnds
{
    /// <summary>
    /// Rows on an end's list. On independent normal columns, where lists settle least, 50 settle all but one midpoint in 500
    /// in 30 columns; in few columns or real data fewer would do.
    /// </summary>
    private const int ListRows = 64;

    private SegmentEnds(DenseMatrix rows, int[] own, NeighborLists lists, int k)
    {
        (Rows, Own, Lists, K) = (rows, own, lists, k);
        Norms = Array.ConvertAll(own, row => Math.Sqrt(ExactDistance.Squared(rows.Row(row), new double[rows.Columns])));
    }

    /// <summary>All rows, [rows, columns].</summary>
    internal DenseMatrix Rows { get; }

    /// <summary>Row numbers of the class.</summary>
    internal int[] Own { get; }

    /// <summary>The rows near each row of the class, itself left out.</summary>
    internal NeighborLists Lists { get; }

    /// <summary>Rows that judge a point.</summary>
    internal int K { get; }

    /// <summary>Length of each row of the class as a vector: how large the rounding errors of a point near it may be.</summary>
    internal double[] Norms { get; }

    internal static SegmentEnds Find(DenseMatrix rows, NeighborIndex index, int[] own, int k, CancellationToken cancellationToken) =>
        new(rows, own, index.FindLists(own, k, Math.Min(rows.Rows - 1, Math.Max(ListRows, 2 * k)), cancellationToken), k);
}
