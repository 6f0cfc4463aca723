using System.Globalization;
using Counterpoise.Metrics;

namespace Counterpoise.Calibration;

/// <summary>Finds the weight of one class that serves a metric best while the others stay, see <see cref="DecisionWeights"/>.</summary>
internal sealed class DecisionSearch
{
    private readonly int[] _labels;
    private readonly double[] _probabilities;
    private readonly int _classes;
    private readonly Func<ConfusionMatrix, double> _metric;
    private readonly int _mostPlaces;
    private readonly long[][] _counts;
    private readonly double[]? _weights;
    private readonly double[][]? _sums;
    private readonly ConfusionMatrix _matrix;

    public DecisionSearch(int[] labels, double[] probabilities, int classes, Func<ConfusionMatrix, double> metric, int mostPlaces,
        double[]? weights = null)
    {
        (_labels, _probabilities, _classes, _metric, _mostPlaces) = (labels, probabilities, classes, metric, mostPlaces);
        _counts = [.. Enumerable.Range(0, classes).Select(_ => new long[classes])];
        _weights = weights;
        _sums = weights is null ? null : [.. Enumerable.Range(0, classes).Select(_ => new double[classes])];
        _matrix = new ConfusionMatrix([.. Enumerable.Range(0, classes).Select(c => c.ToString(CultureInfo.InvariantCulture))], _counts,
            _sums);
    }

    /// <summary>What the metric has reached so far.</summary>
    public double Best { get; private set; } = double.NegativeInfinity;

    /// <summary>Returns the best weight of class c with the others as they are; the present one unless another is better.</summary>
    public double Improve(IReadOnlyList<double> weights, int c)
    {
        var (change, rivals) = Changes(weights, c);
        int[] order = [.. Enumerable.Range(0, _labels.Length).Where(i => change[i] < double.PositiveInfinity).OrderBy(i => change[i])];
        foreach (var row in _counts) Array.Clear(row);
        foreach (var row in _sums ?? []) Array.Clear(row);
        for (var i = 0; i < _labels.Length; i++) Move(i, null, rivals[i]);
        var (best, weight) = (Best, weights[c]);
        var places = Places(order, change, c);
        var next = 0;
        if (order.Length > 0 && change[order[0]] > 0) Try(change[order[0]] / 2);
        foreach (var end in places)
        {
            for (; next <= end; next++)
            {
                Move(order[next], rivals[order[next]], c);
            }

            Try(Between(change[order[end]], end + 1 < order.Length ? change[order[end + 1]] : double.PositiveInfinity));
        }

        Best = best;
        return weight;

        void Try(double candidate)
        {
            var value = _metric(_matrix);
            if (value > best) (best, weight) = (value, candidate);
        }
    }

    /// <summary>Counts a row as predicted to be of a class, and no longer of another.</summary>
    private void Move(int row, int? from, int to)
    {
        var label = _labels[row];
        _counts[label][to]++;
        if (from is { } before) _counts[label][before]--;
        if (_sums is null) return;
        _sums[label][to] += _weights![row];
        // What is left of no row is 0, whatever the rounding.
        if (from is { } left) _sums[label][left] = _counts[label][left] == 0 ? 0 : Math.Max(0, _sums[label][left] - _weights[row]);
    }

    /// <summary>For each row the weight of class c from which on it is given to c, and the class that has it until then.</summary>
    private (double[] Change, int[] Rivals) Changes(IReadOnlyList<double> weights, int c)
    {
        var (change, rivals) = (new double[_labels.Length], new int[_labels.Length]);
        for (var i = 0; i < change.Length; i++)
        {
            var row = _probabilities.AsSpan(i * _classes, _classes);
            var rival = c == 0 ? 1 : 0;
            for (var k = 0; k < _classes; k++)
            {
                if (k != c && weights[k] * row[k] > weights[rival] * row[rival]) rival = k;
            }

            rivals[i] = rival;
            change[i] = row[c] > 0 ? weights[rival] * row[rival] / row[c] : double.PositiveInfinity;
        }

        return (change, rivals);
    }

    /// <summary>
    /// The last row of each run after which a place is worth trying: one that wins a row of class c, before one that wins none.
    /// </summary>
    private List<int> Places(int[] order, double[] change, int c)
    {
        var places = new List<int>();
        var wins = false;
        for (var k = 0; k < order.Length; k++)
        {
            wins |= _labels[order[k]] == c;
            if (wins && (k + 1 == order.Length || change[order[k + 1]] > change[order[k]]))
            {
                places.Add(k);
                wins = false;
            }
        }

        if (places.Count <= _mostPlaces) return places;
        return [.. Enumerable.Range(0, _mostPlaces).Select(p => places[(int)((long)p * (places.Count - 1) / (_mostPlaces - 1))])];
    }

    private static double Between(double low, double high) =>
        double.IsInfinity(high) ? low > 0 ? 2 * low : 1 : low > 0 ? Math.Sqrt(low * high) : high / 2;
}
