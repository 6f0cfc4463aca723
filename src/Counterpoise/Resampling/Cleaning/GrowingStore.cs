using Counterpoise.Neighbors;
using Counterpoise.Numerics;

namespace Counterpoise.Resampling;

/// <summary>
/// Classifies rows by their k nearest rows in a store that grows. Each row remembers its nearest stored rows, so that adding one
/// costs one distance per row.
/// </summary>
internal sealed class GrowingStore
{
    private readonly DenseMatrix _features;
    private readonly int[] _labels;
    private readonly int[] _rows;
    private readonly int _k;
    private readonly double[] _distances;
    private readonly int[] _nearest;
    private int _stored;

    internal GrowingStore(DenseMatrix features, int[] labels, int[] rows, int k)
    {
        (_features, _labels, _rows, _k) = (features, labels, rows, k);
        _distances = new double[rows.Length * k];
        _nearest = new int[rows.Length * k];
        Array.Fill(_distances, double.PositiveInfinity);
    }

    internal void Add(int row)
    {
        _stored++;
        for (var i = 0; i < _rows.Length; i++)
        {
            var distance = ExactDistance.Squared(_features.Row(_rows[i]), _features.Row(row));
            var slot = ((i + 1) * _k) - 1;
            if (distance >= _distances[slot])
            {
                continue;
            }

            // Strictly nearer only: of equals the one stored first stays ahead.
            while (slot > i * _k && distance < _distances[slot - 1])
            {
                (_distances[slot], _nearest[slot]) = (_distances[slot - 1], _nearest[slot - 1]);
                slot--;
            }

            (_distances[slot], _nearest[slot]) = (distance, row);
        }
    }

    /// <summary>The class that the store gives the i-th row: the most frequent of its nearest, the lowest of equals.</summary>
    internal int Classify(int i) => Editing.Mode(_nearest.AsSpan(i * _k, Math.Min(_k, _stored)), _labels);
}
