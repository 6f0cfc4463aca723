namespace Counterpoise.Calibration;

/// <summary>
/// Isotonic calibration: the rising step function nearest to the labels in squares (pool adjacent violators), linear between
/// its corners; scores outside the fitted range take the value of the nearer end.
/// </summary>
/// <remarks>
/// Equal scores are pooled first. Equals scikit-learn's IsotonicRegression with out_of_bounds='clip'. Needs some hundred
/// rows: it follows noise in few. Reference: Zadrozny and Elkan, KDD 2002, doi:10.1145/775047.775151.
/// </remarks>
public sealed class IsotonicCalibration
{
    private readonly double[] _scores, _values;

    internal IsotonicCalibration(double[] scores, double[] values) => (_scores, _values) = (scores, values);

    /// <summary>The corners: score and calibrated probability, both rising.</summary>
    public IReadOnlyList<(double Score, double Probability)> Corners => [.. _scores.Zip(_values)];

    /// <summary>Fits the function. O(n log n).</summary>
    /// <param name="labels">n classes of validation rows.</param>
    /// <param name="scores">n finite scores, of any range.</param>
    /// <param name="positiveClass">The positive class.</param>
    /// <exception cref="ArgumentException">The lengths differ, a score is not finite, or one class has no row.</exception>
    public static IsotonicCalibration Fit(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int positiveClass = 1)
    {
        BinaryScores.Check(labels, scores, positiveClass);
        var targets = new double[labels.Length];
        for (var i = 0; i < targets.Length; i++) targets[i] = labels[i] == positiveClass ? 1 : 0;
        var sorted = scores.ToArray();
        Array.Sort(sorted, targets);
        // Each block holds its first and last distinct score, the sum of its targets and its rows.
        var blocks = new List<(double First, double Last, double Sum, int Rows)>();
        for (var i = 0; i < sorted.Length;)
        {
            var start = i;
            var sum = 0.0;
            while (i < sorted.Length && sorted[i] == sorted[start]) sum += targets[i++];
            var block = (First: sorted[start], Last: sorted[start], Sum: sum, Rows: i - start);
            while (blocks.Count > 0 && blocks[^1].Sum * block.Rows >= block.Sum * blocks[^1].Rows)
            {
                block = (blocks[^1].First, block.Last, blocks[^1].Sum + block.Sum, blocks[^1].Rows + block.Rows);
                blocks.RemoveAt(blocks.Count - 1);
            }

            blocks.Add(block);
        }

        var (x, y) = (new List<double>(), new List<double>());
        foreach (var (first, last, sum, rows) in blocks)
        {
            foreach (var end in first == last ? [first] : new[] { first, last })
            {
                x.Add(end);
                y.Add(sum / rows);
            }
        }

        return new IsotonicCalibration([.. x], [.. y]);
    }

    /// <summary>Gives the probability of the positive class.</summary>
    /// <param name="scores">Scores of the kind that was fitted; none NaN.</param>
    /// <exception cref="ArgumentException">A score is NaN.</exception>
    public double[] Apply(ReadOnlySpan<double> scores)
    {
        var p = scores.ToArray();
        for (var i = 0; i < p.Length; i++)
        {
            if (double.IsNaN(p[i])) throw new ArgumentException($"the score of row {i} is NaN; expected a number", nameof(scores));
            var at = Array.BinarySearch(_scores, p[i]);
            var after = at >= 0 ? at : ~at;
            p[i] = at >= 0 ? _values[at]
                : after == 0 ? _values[0]
                : after == _scores.Length ? _values[^1]
                : _values[after - 1] + ((_values[after] - _values[after - 1]) * (p[i] - _scores[after - 1]) / (_scores[after]
                    - _scores[after - 1]));
        }

        return p;
    }
}
