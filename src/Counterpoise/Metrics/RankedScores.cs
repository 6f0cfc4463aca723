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

    private RankedScores(ulong[] keys, int positives)
    {
        (_keys, _positiveCount) = (keys, positives);
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
        return Of(predictions.Labels, scores, positiveClass);
    }

    public double Auroc()
    {
        ReadOnlySpan<ulong> positives = Positives, negatives = Negatives;
        if (positives.IsEmpty || negatives.IsEmpty) return double.NaN;
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
        int first = _positiveCount, positives = _positiveCount, negatives = _keys.Length - _positiveCount;
        int p = positives - 1, n = negatives - 1;
        while (p >= 0 || n >= 0)
        {
            var key = p < 0 ? _keys[first + n] : n < 0 ? _keys[p] : Math.Max(_keys[p], _keys[first + n]);
            while (p >= 0 && _keys[p] == key) p--;
            while (n >= 0 && _keys[first + n] == key) n--;
            yield return new RankedGroup(RadixSort.Value(key), positives - 1 - p, negatives - 1 - n, positives, negatives);
        }
    }

    /// <summary>The best value over all thresholds and +∞; the first, so the highest threshold, among equals.</summary>
    public ThresholdResult Best(Func<RankedGroup, double> value)
    {
        if (Positives.IsEmpty || Negatives.IsEmpty) return new ThresholdResult(double.NaN, double.NaN);
        var best = new ThresholdResult(double.PositiveInfinity,
            value(new RankedGroup(double.PositiveInfinity, 0, 0, Positives.Length, Negatives.Length)));
        foreach (var group in Groups())
        {
            var here = value(group);
            if (here > best.Value) best = new ThresholdResult(group.Threshold, here);
        }

        return best;
    }

    private static double Number(double score, int row) =>
        double.IsNaN(score) ? throw new ArgumentException(
            $"the score of row {row} is NaN; scores must be ordered: drop the row or repair the model") : score;

    private static void CheckLengths(int labels, int scores)
    {
        if (labels != scores) throw new ArgumentException($"found {labels} labels and {scores} scores; expected one score per label");
    }
}
