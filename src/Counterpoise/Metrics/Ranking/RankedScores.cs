using Counterpoise.Numerics;

namespace Counterpoise.Metrics;

/// <summary>
/// Scores sorted apart for positives and negatives, as order-preserving integer keys: everything that a ranking metric
/// needs, without an index or a payload to carry through the sort.
/// </summary>
internal sealed class RankedScores
{
    private readonly ulong[] _keys;
    private readonly int _positiveCount;

    // The weights of the keys, in their order; null where every row counts 1.
    private readonly double[]? _weights;

    private RankedScores(ulong[] keys, int positives, double[]? weights = null)
    {
        (_keys, _positiveCount, _weights) = (keys, positives, weights);
        if (weights is not null)
        {
            Array.Sort(keys, weights, 0, positives);
            Array.Sort(keys, weights, positives, keys.Length - positives);
            return;
        }

        var scratch = new ulong[Math.Max(positives, keys.Length - positives)];
        RadixSort.Sort(keys.AsSpan(0, positives), scratch);
        RadixSort.Sort(keys.AsSpan(positives), scratch);
    }

    private ReadOnlySpan<ulong> Positives => _keys.AsSpan(0, _positiveCount);

    private ReadOnlySpan<ulong> Negatives => _keys.AsSpan(_positiveCount);

    public static RankedScores Of(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int positiveClass)
    {
        CheckLengths(labels.Length, scores.Length);
        var keys = new ulong[labels.Length];
        int low = 0, high = keys.Length;
        for (var i = 0; i < keys.Length; i++)
        {
            var key = RadixSort.Key(Number(scores[i], i));
            if (labels[i] == positiveClass) keys[low++] = key;
            else keys[--high] = key;
        }

        return new RankedScores(keys, low);
    }

    /// <summary>Ranks rows that count by their weights; one of weight 0 is as if it were not there.</summary>
    public static RankedScores Of(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int positiveClass, ReadOnlySpan<double> weights)
    {
        CheckLengths(labels.Length, scores.Length);
        if (weights.IsEmpty)
            return Of(labels, scores, positiveClass);
        RowWeights.Check(weights, labels.Length);
        var (keys, counted) = (new ulong[labels.Length], new double[labels.Length]);
        int low = 0, high = keys.Length;
        for (var i = 0; i < keys.Length; i++)
        {
            var key = RadixSort.Key(Number(scores[i], i));
            if (weights[i] == 0) continue;
            var place = labels[i] == positiveClass ? low++ : --high;
            (keys[place], counted[place]) = (key, weights[i]);
        }

        return new RankedScores([.. keys[..low], .. keys[high..]], low, [.. counted[..low], .. counted[high..]]);
    }

    public static RankedScores Of(ReadOnlySpan<int> labels, ReadOnlySpan<float> scores, int positiveClass)
    {
        CheckLengths(labels.Length, scores.Length);
        var wide = new double[scores.Length];
        for (var i = 0; i < wide.Length; i++) wide[i] = scores[i];
        return Of(labels, wide, positiveClass);
    }

    public static RankedScores Of(PredictionSet predictions, int positiveClass)
    {
        var scores = new double[predictions.Count];
        for (var i = 0; i < scores.Length; i++) scores[i] = predictions.Probabilities![(i * predictions.ClassCount) + positiveClass];
        return Of(predictions.Labels, scores, positiveClass, predictions.Weights);
    }

    public double Auroc()
    {
        ReadOnlySpan<ulong> positives = Positives, negatives = Negatives;
        if (positives.IsEmpty || negatives.IsEmpty) return double.NaN;
        if (_weights is not null) return WeightedAuroc();
        // Twice the number of (positive, negative) pairs in the right order, ties once: exact in 128 bits.
        UInt128 twice = 0;
        int below = 0, through = 0;
        foreach (var key in positives)
        {
            while (below < negatives.Length && negatives[below] < key) below++;
            through = Math.Max(through, below);
            while (through < negatives.Length && negatives[through] == key) through++;
            twice += (ulong)below + (ulong)through;
        }

        return (double)twice / (2.0 * positives.Length * negatives.Length);
    }

    public double AveragePrecision()
    {
        ReadOnlySpan<ulong> positives = Positives, negatives = Negatives;
        if (positives.IsEmpty) return double.NaN;
        if (_weights is not null) return WeightedAveragePrecision();
        var sum = 0.0;
        var above = negatives.Length;
        for (var i = positives.Length - 1; i >= 0;)
        {
            var key = positives[i];
            var group = i;
            while (i >= 0 && positives[i] == key) i--;
            while (above > 0 && negatives[above - 1] >= key) above--;
            double right = positives.Length - 1 - i, wrong = negatives.Length - above;
            sum += (group - i) * (right / (right + wrong));
        }

        return sum / positives.Length;
    }

    /// <summary>The attainable points from the highest distinct score to the lowest.</summary>
    public IEnumerable<RankedGroup> Groups()
    {
        var first = _positiveCount;
        var (positives, negatives) = (Sum(0, first), Sum(first, _keys.Length));
        int p = first - 1, n = _keys.Length - first - 1;
        double right = 0, wrong = 0;
        while (p >= 0 || n >= 0)
        {
            var key = p < 0 ? _keys[first + n] : n < 0 ? _keys[p] : Math.Max(_keys[p], _keys[first + n]);
            for (; p >= 0 && _keys[p] == key; p--) right += _weights?[p] ?? 1;
            for (; n >= 0 && _keys[first + n] == key; n--) wrong += _weights?[first + n] ?? 1;
            yield return new RankedGroup(RadixSort.Value(key), right, wrong, positives, negatives);
        }
    }

    /// <summary>The best value over all thresholds and +∞; the first, so the highest threshold, among equals.</summary>
    public ThresholdResult Best(Func<RankedGroup, double> value)
    {
        if (Positives.IsEmpty || Negatives.IsEmpty) return new ThresholdResult(double.NaN, double.NaN);
        var best = new ThresholdResult(double.PositiveInfinity,
            value(new RankedGroup(double.PositiveInfinity, 0, 0, Sum(0, _positiveCount), Sum(_positiveCount, _keys.Length))));
        foreach (var group in Groups())
        {
            var here = value(group);
            if (here > best.Value) best = new ThresholdResult(group.Threshold, here);
        }

        return best;
    }

    private double WeightedAuroc()
    {
        var (area, below) = (0.0, 0.0);
        var n = _positiveCount;
        for (var p = 0; p < _positiveCount;)
        {
            var key = _keys[p];
            for (; n < _keys.Length && _keys[n] < key; n++) below += _weights![n];
            var equal = 0.0;
            for (var k = n; k < _keys.Length && _keys[k] == key; k++) equal += _weights![k];
            for (; p < _positiveCount && _keys[p] == key; p++) area += _weights![p] * (below + (equal / 2));
        }

        return Math.Min(1, area / (Sum(0, _positiveCount) * Sum(_positiveCount, _keys.Length)));
    }

    private double WeightedAveragePrecision()
    {
        var (area, found, all) = (0.0, 0.0, Sum(0, _positiveCount));
        foreach (var group in Groups())
        {
            area += (group.TruePositives - found) / all * (group.TruePositives / (group.TruePositives + group.FalsePositives));
            found = group.TruePositives;
        }

        return Math.Min(1, area);
    }

    /// <summary>The weight of keys from one place up to another.</summary>
    private double Sum(int from, int to)
    {
        if (_weights is null) return to - from;
        var sum = 0.0;
        for (var i = to - 1; i >= from; i--) sum += _weights[i];
        return sum;
    }

    private static double Number(double score, int row) =>
        double.IsNaN(score) ? throw new ArgumentException(
            $"the score of row {row} is NaN; scores must be ordered: drop the row or repair the model") : score;

    private static void CheckLengths(int labels, int scores)
    {
        if (labels != scores) throw new ArgumentException($"found {labels} labels and {scores} scores; expected one score per label");
    }
}
