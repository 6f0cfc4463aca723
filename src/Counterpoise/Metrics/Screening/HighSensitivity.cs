namespace Counterpoise.Metrics.Screening;

/// <summary>
/// What counts where a missed positive row is worse than a false alarm: sensitivity at a specificity, a threshold for a sensitivity, and
/// the part of the ROC curve above one.
/// </summary>
/// <remarks>Rows of one score are called together. O(n log n).</remarks>
public static class HighSensitivity
{
    /// <summary>The threshold of the largest sensitivity whose specificity is at least a bound.</summary>
    /// <param name="labels">n classes.</param>
    /// <param name="scores">n scores, higher for positive.</param>
    /// <param name="specificity">The bound, in [0, 1].</param>
    /// <param name="positiveClass">The positive class.</param>
    /// <exception cref="ArgumentException">The lengths differ, a score is not finite, or one side has no row.</exception>
    public static OperatingPoint AtSpecificity(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, double specificity,
        int positiveClass = 1)
    {
        Require(specificity, nameof(specificity));
        return Points(labels, scores, positiveClass).Last(p => p.Specificity >= specificity);
    }

    /// <summary>
    /// The highest threshold whose sensitivity is at least a target: to be chosen on validation rows, never on those of the test.
    /// </summary>
    /// <param name="labels">n classes.</param>
    /// <param name="scores">n scores, higher for positive.</param>
    /// <param name="sensitivity">The target, in (0, 1].</param>
    /// <param name="positiveClass">The positive class.</param>
    /// <exception cref="ArgumentException">The lengths differ, a score is not finite, or one side has no row.</exception>
    public static OperatingPoint ForSensitivity(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, double sensitivity,
        int positiveClass = 1)
    {
        Require(sensitivity, nameof(sensitivity));
        return Points(labels, scores, positiveClass).First(p => p.Sensitivity >= sensitivity);
    }

    /// <summary>What a given threshold comes to.</summary>
    /// <param name="labels">n classes.</param>
    /// <param name="scores">n scores, higher for positive.</param>
    /// <param name="threshold">The threshold.</param>
    /// <param name="positiveClass">The positive class.</param>
    /// <exception cref="ArgumentException">The lengths differ, a score is not finite, or one side has no row.</exception>
    public static OperatingPoint At(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, double threshold, int positiveClass = 1)
    {
        var (positives, negatives) = Counts(labels, scores, positiveClass);
        var (hits, alarms) = (0, 0);
        for (var i = 0; i < labels.Length; i++)
        {
            if (scores[i] >= threshold)
            {
                (hits, alarms) = labels[i] == positiveClass ? (hits + 1, alarms) : (hits, alarms + 1);
            }
        }

        return new OperatingPoint(threshold, (double)hits / positives, 1 - ((double)alarms / negatives));
    }

    /// <summary>
    /// The area of the ROC curve above a sensitivity, as a share of all that lies above it: 1 for perfect ranking, (1 − s)/2 for chance.
    /// </summary>
    /// <param name="labels">n classes.</param>
    /// <param name="scores">n scores, higher for positive.</param>
    /// <param name="sensitivity">s, in [0, 1).</param>
    /// <param name="positiveClass">The positive class.</param>
    /// <exception cref="ArgumentException">The lengths differ, a score is not finite, or one side has no row.</exception>
    public static double PartialAuc(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, double sensitivity, int positiveClass = 1)
    {
        Require(sensitivity, nameof(sensitivity));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sensitivity, 1);
        var (area, last) = (0.0, (Sensitivity: 0.0, Specificity: 1.0));
        foreach (var point in Points(labels, scores, positiveClass).Skip(1))
        {
            // The slice of the curve between two points lies above s from where its straight line crosses it.
            var rise = point.Sensitivity - last.Sensitivity;
            var from = Math.Max(last.Sensitivity, sensitivity);
            if (rise > 0 && point.Sensitivity > from)
            {
                var at = last.Specificity + ((point.Specificity - last.Specificity) * (from - last.Sensitivity) / rise);
                area += (point.Sensitivity - from) * (at + point.Specificity) / 2;
            }

            last = (point.Sensitivity, point.Specificity);
        }

        return area / (1 - sensitivity);
    }

    /// <summary>Decision-curve net benefit of a rule that calls a row positive from a probability on: TP/n − FP/n · p/(1 − p).</summary>
    /// <param name="labels">n classes.</param>
    /// <param name="probabilities">n probabilities of the positive class.</param>
    /// <param name="threshold">p, in (0, 1).</param>
    /// <param name="positiveClass">The positive class.</param>
    /// <remarks>Reference: Vickers and Elkin, "Decision curve analysis", Medical Decision Making 26, 2006.</remarks>
    public static double NetBenefit(ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, double threshold, int positiveClass = 1)
    {
        if (threshold is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "a threshold probability lies strictly between 0 and 1");
        }

        var point = At(labels, probabilities, threshold, positiveClass);
        var (positives, negatives) = Counts(labels, probabilities, positiveClass);
        return ((point.Sensitivity * positives) - ((1 - point.Specificity) * negatives * threshold / (1 - threshold))) / labels.Length;
    }

    /// <summary>All thresholds from the highest, which calls nothing positive, to the lowest score, which calls all.</summary>
    private static List<OperatingPoint> Points(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int positiveClass)
    {
        var (positives, negatives) = Counts(labels, scores, positiveClass);
        var order = new int[labels.Length];
        var keys = scores.ToArray();
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(keys, order);
        var points = new List<OperatingPoint> { new(double.PositiveInfinity, 0, 1) };
        var (hits, alarms) = (0, 0);
        for (var i = order.Length - 1; i >= 0; i--)
        {
            (hits, alarms) = labels[order[i]] == positiveClass ? (hits + 1, alarms) : (hits, alarms + 1);
            if (i == 0 || keys[i - 1] != keys[i])
            {
                points.Add(new OperatingPoint(keys[i], (double)hits / positives, 1 - ((double)alarms / negatives)));
            }
        }

        return points;
    }

    private static (int Positives, int Negatives) Counts(ReadOnlySpan<int> labels, ReadOnlySpan<double> scores, int positiveClass)
    {
        if (labels.Length != scores.Length)
        {
            throw new ArgumentException($"{labels.Length} labels and {scores.Length} scores: expected as many", nameof(scores));
        }

        for (var i = 0; i < scores.Length; i++)
        {
            if (!double.IsFinite(scores[i]))
            {
                throw new ArgumentException($"the score of row {i} is {scores[i]}: expected a finite number", nameof(scores));
            }
        }

        var positives = labels.Count(positiveClass);
        return positives > 0 && positives < labels.Length
            ? (positives, labels.Length - positives)
            : throw new ArgumentException(
                $"{positives} of {labels.Length} rows are positive: sensitivity and specificity need rows of both kinds", nameof(labels));
    }

    private static void Require(double share, string name)
    {
        if (share is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(name, share, "a share lies in [0, 1]");
        }
    }
}
