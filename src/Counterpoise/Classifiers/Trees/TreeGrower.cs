using System.Runtime.InteropServices;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Classifiers;

/// <summary>Grows one tree, node after node, by sorting the rows of a node in each column.</summary>
internal sealed class TreeGrower(DenseMatrix features, int[] labels, double[] weights, int classCount, DecisionTreeOptions options,
    IRandomSource random)
{
    private readonly List<TreeNode> _nodes = [];
    private readonly List<double> _shares = [];
    private readonly double[] _left = new double[classCount], _all = new double[classCount];
    private readonly int[] _order = [.. Enumerable.Range(0, features.Columns)];
    private double[] _keys = [];
    private int[] _sorted = [];

    /// <summary>Grows the tree of rows, which are reordered; a row may stand more than once.</summary>
    public FittedDecisionTree Grow(int[] rows, CancellationToken cancellationToken)
    {
        (_keys, _sorted) = (new double[rows.Length], new int[rows.Length]);
        var open = new Stack<(int Node, int Start, int End, int Depth)>();
        open.Push((Add(rows), 0, rows.Length, 0));
        while (open.TryPop(out var next))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var own = rows.AsSpan(next.Start, next.End - next.Start);
            if (next.Depth == options.MaxDepth || own.Length < 2 * options.MinLeafRows || IsPure(own)
                || BestSplit(own) is not { Column: >= 0 } split) continue;
            var middle = next.Start + Part(own, split);
            var (left, right) = (Add(rows.AsSpan(next.Start, middle - next.Start)), Add(rows.AsSpan(middle, next.End - middle)));
            _nodes[next.Node] = new TreeNode(split.Column, split.Threshold, left, right);
            open.Push((right, middle, next.End, next.Depth + 1));
            open.Push((left, next.Start, middle, next.Depth + 1));
        }

        return new FittedDecisionTree([.. _nodes], [.. _shares], classCount, features.Columns);
    }

    private int Add(ReadOnlySpan<int> rows)
    {
        _nodes.Add(TreeNode.Leaf);
        var at = _shares.Count;
        CollectionsMarshal.SetCount(_shares, at + classCount);
        var shares = CollectionsMarshal.AsSpan(_shares)[at..];
        shares.Clear();
        var total = 0.0;
        foreach (var row in rows)
        {
            shares[labels[row]] += weights[row];
            total += weights[row];
        }

        foreach (ref var share in shares) share /= total;
        return _nodes.Count - 1;
    }

    private bool IsPure(ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
            if (labels[row] != labels[rows[0]]) return false;
        return true;
    }

    private (int Column, double Threshold) BestSplit(ReadOnlySpan<int> rows)
    {
        Array.Clear(_all);
        foreach (var row in rows) _all[labels[row]] += weights[row];
        var (best, column, threshold) = (double.NegativeInfinity, -1, 0.0);
        var (wanted, seen) = (Math.Min(options.MaxColumns ?? _order.Length, _order.Length), 0);
        if (wanted < _order.Length) random.Shuffle<int>(_order);
        foreach (var candidate in _order)
        {
            // As in scikit-learn, constant columns do not count, and the search goes on until there is a split.
            if (seen >= wanted && column >= 0) break;
            if (!Sort(rows, candidate)) continue;
            seen++;
            if (Scan(rows.Length) is var found && found.Value > best) (best, column, threshold) = (found.Value, candidate, found.Threshold);
        }

        return (column, threshold);
    }

    /// <summary>Sorts the rows by a column; false where it is constant.</summary>
    private bool Sort(ReadOnlySpan<int> rows, int column)
    {
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var i = 0; i < rows.Length; i++)
        {
            var value = features.Data[(rows[i] * features.Columns) + column];
            (_keys[i], least, most) = (value, Math.Min(least, value), Math.Max(most, value));
        }

        if (least == most) return false;
        rows.CopyTo(_sorted);
        Array.Sort(_keys, _sorted, 0, rows.Length);
        return true;
    }

    /// <summary>The threshold with the largest Σ_c w_c² / W over both sides, which is the purest by Gini's index.</summary>
    private (double Value, double Threshold) Scan(int count)
    {
        Array.Clear(_left);
        var (left, leftSquares, squares, total) = (0.0, 0.0, 0.0, 0.0);
        foreach (var w in _all) (squares, total) = (squares + (w * w), total + w);
        var (best, threshold) = (double.NegativeInfinity, 0.0);
        for (var i = 0; i < count - options.MinLeafRows; i++)
        {
            var (c, w) = (labels[_sorted[i]], weights[_sorted[i]]);
            // The squares of both sides change by one class alone.
            var rest = _all[c] - _left[c];
            leftSquares += w * ((2 * _left[c]) + w);
            squares -= w * ((2 * rest) - w);
            _left[c] += w;
            left += w;
            if (i + 1 < options.MinLeafRows || _keys[i] == _keys[i + 1]) continue;
            var value = (leftSquares / left) + (squares / (total - left));
            if (value > best) (best, threshold) = (value, Between(_keys[i], _keys[i + 1]));
        }

        return (best, threshold);
    }

    private static double Between(double low, double high) => (low / 2) + (high / 2) is var middle && middle < high ? middle : low;

    /// <summary>Puts the rows of the left side first; gives back their number.</summary>
    private int Part(Span<int> rows, (int Column, double Threshold) split)
    {
        var left = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            if (features.Data[(rows[i] * features.Columns) + split.Column] > split.Threshold) continue;
            (rows[left], rows[i]) = (rows[i], rows[left]);
            left++;
        }

        return left;
    }
}
