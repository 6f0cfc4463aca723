using Counterpoise.Numerics;
using Counterpoise.Statistics;

namespace Counterpoise.ImbalancedRegression;

/// <summary>
/// Distances within a run: Euclidean over columns divided by their deviation in the run, a differing category counts 1.
/// </summary>
internal sealed class BumpNeighbors
{
    private readonly DenseMatrix _features;
    private readonly int[] _rows;
    private readonly HashSet<int> _categorical;

    public BumpNeighbors(DenseMatrix features, int[] rows, IReadOnlyList<int> categorical)
    {
        (_features, _rows, _categorical) = (features, rows, [.. categorical]);
        Deviations = [.. Enumerable.Range(0, features.Columns)
            .Select(c => Math.Sqrt(Samples.Variance([.. rows.Select(r => features[r, c])], 0)))];
    }

    /// <summary>Standard deviation of each column within the run; 0 for a constant one.</summary>
    public double[] Deviations { get; }

    public bool IsCategorical(int column) => _categorical.Contains(column);

    /// <summary>The other rows of the run with their distances, nearest first, ties by row.</summary>
    public (int Row, double Distance)[] From(int row) =>
        [.. _rows.Where(r => r != row).Select(r => (r, Distance(row, r))).OrderBy(p => p.Item2).ThenBy(p => p.r)];

    public double Distance(int a, int b) => Distance(_features.Row(a), _features.Row(b));

    public double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var c = 0; c < a.Length; c++)
        {
            var d = IsCategorical(c) ? (a[c] == b[c] ? 0 : 1) : Deviations[c] > 0 ? (a[c] - b[c]) / Deviations[c] : 0;
            sum += d * d;
        }

        return Math.Sqrt(sum);
    }
}
