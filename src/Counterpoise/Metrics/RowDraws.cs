using Counterpoise.Randomness;

namespace Counterpoise.Metrics;

/// <summary>
/// Draws of all rows with replacement, so that the class priors vary as they do from sample to sample: drawn within classes, intervals
/// of accuracy and all else that depends on the shares are too narrow. A draw in which a class of the rows has vanished is made again.
/// Weights go with their rows.
/// </summary>
public sealed class RowDraws
{
    // Below this share of draws that hold every class, drawing again until one does would take for ever.
    private const double FewestWhole = 0.01;

    private readonly int[] _labels;
    private readonly double[]? _weights;
    private readonly int[] _rows;
    private readonly bool[] _seen;
    private readonly int _present;

    // The first places of a draw, one for each class, where nearly every free draw would lack one; else null.
    private readonly int[][]? _held;

    /// <summary>Prepares draws.</summary>
    /// <param name="labels">n classes, each from 0 to <paramref name="classCount"/> − 1, at least one.</param>
    /// <param name="classCount">How many classes there are.</param>
    /// <param name="weights">n weights, at least 0; rows of weight 0 do not count as rows of their class. Null where all are 1.</param>
    /// <exception cref="ArgumentNullException"><paramref name="labels"/> is null.</exception>
    public RowDraws(int[] labels, int classCount, double[]? weights = null)
    {
        ArgumentNullException.ThrowIfNull(labels);
        (_labels, _weights, _rows, _seen) = (labels, weights, new int[labels.Length], new bool[classCount]);
        _present = labels.Where((_, i) => weights is null || weights[i] > 0).Distinct().Count();
        int[][] byClass = [.. Enumerable.Range(0, labels.Length).Where(i => weights is null || weights[i] > 0).GroupBy(i => labels[i])
            .OrderBy(g => g.Key).Select(g => g.ToArray())];
        // A class of m rows is missing in a free draw with probability e^(−m): of many classes with one row one always is.
        var holdsAll = byClass.Aggregate(1.0, (p, rows) => p * (1 - Math.Exp(-rows.Length)));
        _held = holdsAll < FewestWhole ? byClass : null;
    }

    /// <summary>Whether each draw takes a row of every class first, since hardly any free draw would hold them all.</summary>
    public bool HoldsClasses => _held is not null;

    /// <summary>The next draw, n rows from 0 to n − 1; the array is used again for the draw after it.</summary>
    /// <param name="random">Draws the rows.</param>
    /// <exception cref="ArgumentNullException"><paramref name="random"/> is null.</exception>
    public int[] Next(IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (_held is not null)
            return Holding(random, _held);
        while (true)
        {
            Array.Clear(_seen);
            var found = 0;
            for (var i = 0; i < _rows.Length; i++)
            {
                _rows[i] = (int)random.NextInteger(_rows.Length);
                ref var seen = ref _seen[_labels[_rows[i]]];
                if (!seen && (_weights is null || _weights[_rows[i]] > 0)) (seen, found) = (true, found + 1);
            }

            if (found == _present) return _rows;
        }
    }

    private int[] Holding(IRandomSource random, int[][] classes)
    {
        for (var i = 0; i < _rows.Length; i++)
        {
            _rows[i] = i < classes.Length ? classes[i][(int)random.NextInteger(classes[i].Length)] : (int)random.NextInteger(_rows.Length);
        }

        return _rows;
    }
}
