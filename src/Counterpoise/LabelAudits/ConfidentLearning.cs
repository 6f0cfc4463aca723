namespace Counterpoise.LabelAudits;

/// <summary>
/// Finds label errors from out-of-fold probabilities: a row given class y counts as truly class j where p_j reaches class j's own
/// threshold, the mean of p_j over the rows given j, and p_j is the largest of those that do.
/// </summary>
/// <remarks>
/// The counts of (given, true) are scaled so that each given class has as many rows as it has, which estimates the joint distribution. A
/// row's margin is (p_y − t_y) − max over j ≠ y of (p_j − t_j), with every class measured from its own threshold: under imbalance a plain
/// argmax would never flag a rare class. O(n C). A class without rows has no threshold and flags nothing.
/// Reference: Northcutt, Jiang and Chuang, "Confident learning: estimating uncertainty in dataset labels", JAIR 2021,
/// doi:10.1613/jair.1.12125.
/// </remarks>
public static class ConfidentLearning
{
    /// <summary>Estimates the noise.</summary>
    /// <param name="labels">The given class of each of n rows, in [0, C).</param>
    /// <param name="probabilities">Row-major n × C probabilities of a model that has not seen the row.</param>
    /// <param name="classCount">Number of classes, C, at least 2.</param>
    /// <exception cref="ArgumentException">Shapes or classes are wrong, or a probability is no number.</exception>
    public static ConfidentLearningResult Estimate(ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, int classCount)
    {
        Check(labels, probabilities, classCount);
        var (y, p) = (labels.ToArray(), probabilities.ToArray());
        var thresholds = Enumerable.Range(0, classCount).Select(c => Mean(y, p, c, classCount)).ToArray();
        var (likely, margins) = (new int[y.Length], new double[y.Length]);
        var counts = new double[classCount, classCount];
        for (var i = 0; i < y.Length; i++)
        {
            var row = p.AsSpan(i * classCount, classCount);
            likely[i] = Confident(row, thresholds);
            if (likely[i] >= 0) counts[y[i], likely[i]]++;
            else likely[i] = y[i];
            margins[i] = Margin(row, thresholds, y[i]);
        }

        return new ConfidentLearningResult(thresholds, likely, margins, Calibrate(counts, y, classCount));
    }

    private static void Check(ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        if (probabilities.Length != labels.Length * classCount)
            throw new ArgumentException(
                $"found {probabilities.Length} probabilities; {labels.Length} rows of {classCount} classes need "
                + $"{labels.Length * classCount}", nameof(probabilities));
        foreach (var label in labels)
            if ((uint)label >= (uint)classCount) throw new ArgumentException($"found label {label}; expected a class in [0, {classCount})",
                nameof(labels));
        for (var i = 0; i < probabilities.Length; i++)
            if (!double.IsFinite(probabilities[i])) throw new ArgumentException(
                $"row {i / classCount}, class {i % classCount} has probability {probabilities[i]}; expected a number",
                nameof(probabilities));
    }

    private static double Mean(int[] y, double[] p, int c, int classCount)
    {
        var own = Enumerable.Range(0, y.Length).Where(i => y[i] == c).Select(i => p[(i * classCount) + c]).ToArray();
        return own.Length == 0 ? double.NaN : own.Average();
    }

    /// <summary>The class with the largest probability among those that reach their threshold, −1 where none does.</summary>
    private static int Confident(ReadOnlySpan<double> row, double[] thresholds)
    {
        var best = -1;
        for (var c = 0; c < row.Length; c++)
            if (row[c] >= thresholds[c] && (best < 0 || row[c] > row[best])) best = c;
        return best;
    }

    private static double Margin(ReadOnlySpan<double> row, double[] thresholds, int label)
    {
        var other = double.NegativeInfinity;
        for (var c = 0; c < row.Length; c++)
            if (c != label && !double.IsNaN(thresholds[c])) other = Math.Max(other, row[c] - thresholds[c]);
        return double.IsNegativeInfinity(other) ? 1 : row[label] - thresholds[label] - other;
    }

    /// <summary>Shares of all rows, each given class with the share that it has.</summary>
    private static double[,] Calibrate(double[,] counts, int[] y, int classCount)
    {
        for (var given = 0; given < classCount; given++)
        {
            var (sum, rows) = (0.0, y.Count(v => v == given));
            for (var c = 0; c < classCount; c++) sum += counts[given, c];
            if (sum == 0) counts[given, given] = sum = 1;
            for (var c = 0; c < classCount; c++) counts[given, c] *= rows / (sum * y.Length);
        }

        return counts;
    }
}
