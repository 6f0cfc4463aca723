using Counterpoise.Randomness;

namespace Counterpoise.Metrics;

/// <summary>
/// Draws of all rows with replacement, so that the class shares vary as they do from sample to sample: drawn within classes, intervals
/// of accuracy and all else that depends on the shares are too narrow. A draw in which a class of the rows has vanished is made again.
/// </summary>
internal sealed class RowDraws
{
    private readonly int[] _labels;
    private readonly int[] _rows;
    private readonly bool[] _seen;
    private readonly int _present;

    public RowDraws(int[] labels, int classCount)
    {
        (_labels, _rows, _seen) = (labels, new int[labels.Length], new bool[classCount]);
        _present = labels.Distinct().Count();
    }

    /// <summary>The next draw, n rows; the array is used again for the draw after it.</summary>
    public int[] Next(IRandomSource random)
    {
        while (true)
        {
            Array.Clear(_seen);
            var found = 0;
            for (var i = 0; i < _rows.Length; i++)
            {
                _rows[i] = (int)random.NextInteger(_rows.Length);
                ref var seen = ref _seen[_labels[_rows[i]]];
                if (!seen) (seen, found) = (true, found + 1);
            }

            if (found == _present) return _rows;
        }
    }
}
