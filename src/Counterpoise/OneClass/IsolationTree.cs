using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.OneClass;

/// <summary>A tree of random splits; what counts of it is how deep a row falls.</summary>
internal sealed class IsolationTree
{
    private readonly List<(int Column, double Threshold, int Left, int Right, double Depth)> _nodes;

    /// <summary>Takes nodes over; children stand behind their parent, and a leaf has column −1.</summary>
    public IsolationTree(List<(int Column, double Threshold, int Left, int Right, double Depth)>? nodes = null) => _nodes = nodes ?? [];

    public IReadOnlyList<(int Column, double Threshold, int Left, int Right, double Depth)> Nodes => _nodes;

    /// <summary>Mean depth of a failed search in a binary search tree of n rows: c(n).</summary>
    public static double AverageDepth(int rows)
    {
        if (rows <= 1) return 0;
        if (rows == 2) return 1;
        const double Euler = 0.5772156649015329;
        return (2 * (Math.Log(rows - 1.0) + Euler)) - (2 * (rows - 1.0) / rows);
    }

    public static IsolationTree Grow(DenseMatrix features, int[] rows, IRandomSource random)
    {
        var tree = new IsolationTree();
        tree.Add(features, rows, 0, (int)Math.Ceiling(Math.Log2(Math.Max(2, rows.Length))), random);
        return tree;
    }

    public double Depth(ReadOnlySpan<double> row)
    {
        var at = 0;
        while (_nodes[at].Column >= 0) at = row[_nodes[at].Column] <= _nodes[at].Threshold ? _nodes[at].Left : _nodes[at].Right;
        return _nodes[at].Depth;
    }

    private int Add(DenseMatrix features, int[] rows, int depth, int most, IRandomSource random)
    {
        var own = _nodes.Count;
        _nodes.Add((-1, 0, -1, -1, depth + AverageDepth(rows.Length)));
        if (depth == most || rows.Length <= 1 || Column(features, rows, random) is not { Column: >= 0 } range) return own;
        var threshold = range.Least + (random.NextDouble() * (range.Most - range.Least));
        // Rounding may give the largest value itself, which would leave the right side empty.
        if (threshold >= range.Most) threshold = range.Least;
        var left = Add(features, [.. rows.Where(i => features[i, range.Column] <= threshold)], depth + 1, most, random);
        var right = Add(features, [.. rows.Where(i => features[i, range.Column] > threshold)], depth + 1, most, random);
        _nodes[own] = (range.Column, threshold, left, right, 0);
        return own;
    }

    /// <summary>A column that is not constant, each as likely; column −1 where all are.</summary>
    private static (int Column, double Least, double Most) Column(DenseMatrix features, int[] rows, IRandomSource random)
    {
        foreach (var column in random.Permutation(features.Columns))
        {
            var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
            foreach (var row in rows) (least, most) = (Math.Min(least, features[row, column]), Math.Max(most, features[row, column]));
            if (least < most) return (column, least, most);
        }

        return (-1, 0, 0);
    }
}
