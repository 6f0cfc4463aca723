using Counterpoise.Messages;

namespace Counterpoise.Splits;

/// <summary>Splits by time: a model learns from the past and is judged on the future. Rows of one time stay on one side.</summary>
public static class TimeSplit
{
    /// <summary>Takes the latest rows as test, those before them as validation. Nothing is drawn.</summary>
    /// <param name="labels">n classes.</param>
    /// <param name="times">n times in any unit; none NaN.</param>
    /// <param name="testShare">Share of test rows, in (0, 1).</param>
    /// <param name="validationShare">Share of validation rows, at least 0.</param>
    /// <param name="missing">What to do when a part lacks a class; time often forces it.</param>
    /// <param name="classNames">Names for messages; null calls classes by number.</param>
    /// <exception cref="ArgumentException">The lengths differ, a part is empty, or a part lacks a class and the policy is to
    /// throw.</exception>
    public static Split Of(ReadOnlySpan<int> labels, ReadOnlySpan<double> times, double testShare, double validationShare = 0,
        MissingClassPolicy missing = MissingClassPolicy.Warn, IReadOnlyList<string>? classNames = null)
    {
        var (order, sorted) = Order(labels, times);
        if (!(testShare > 0 && validationShare >= 0 && testShare + validationShare < 1))
            throw new ArgumentException(
                $"found a test share of {testShare} and a validation share of {validationShare}; expected test above 0, validation at "
                + $"least 0, and a sum below 1");
        var test = Boundary(sorted, sorted.Length - (int)Math.Round(testShare * sorted.Length));
        var validation = Boundary(sorted, sorted.Length - (int)Math.Round((testShare + validationShare) * sorted.Length));
        var split = new Split { Train = Part(order, 0, validation), Validation = Part(order, validation, test),
            Test = Part(order, test, order.Length) };
        if (split.Train.Length == 0 || split.Test.Length == 0)
            throw new ArgumentException(
                $"found {split.Train.Length} training and {split.Test.Length} test rows; expected both above 0: rows of one time cannot "
                + $"be parted, choose other shares");
        return ClassCoverage.Check(split, labels, missing, classNames, "choose other shares");
    }

    /// <summary>
    /// Makes k splits with a growing past: the i-th is trained on all rows before its test window, as scikit-learn's TimeSeriesSplit.
    /// </summary>
    /// <param name="labels">n classes.</param>
    /// <param name="times">n times in any unit; none NaN.</param>
    /// <param name="folds">Number of splits, at least 2.</param>
    /// <param name="gap">Rows left out between training and test, at least 0.</param>
    /// <param name="missing">What to do when a part lacks a class; time often forces it.</param>
    /// <param name="classNames">Names for messages; null calls classes by number.</param>
    /// <param name="timeGap">Time before a test window from which no row is learned, in the unit of the times, at least 0: how long it
    /// takes until a class is known.</param>
    /// <exception cref="ArgumentException">The lengths differ, a part is empty, or a part lacks a class and the policy is to
    /// throw.</exception>
    public static IReadOnlyList<Split> Folds(ReadOnlySpan<int> labels, ReadOnlySpan<double> times, int folds, int gap = 0,
        MissingClassPolicy missing = MissingClassPolicy.Warn, IReadOnlyList<string>? classNames = null, double timeGap = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(gap);
        if (!(timeGap >= 0 && double.IsFinite(timeGap)))
            throw new ArgumentOutOfRangeException(nameof(timeGap), timeGap, "a gap in time is finite and at least 0");
        var (order, sorted) = Order(labels, times);
        ClassCoverage.CheckFolds(folds, labels.Length - 1);
        var moments = sorted.Where((t, i) => i == 0 || t != sorted[i - 1]).Count();
        if (moments < folds + 1)
            throw new DataMismatchException(
                $"found {moments} different times; {folds} folds forward in time need at least {folds + 1}, one before the first test "
                + $"window and one for each: lower {ClassCoverage.FoldsSetting}");
        var window = sorted.Length / (folds + 1);
        var splits = new List<Split>();
        for (var f = folds; f > 0; f--)
        {
            int start = Boundary(sorted, sorted.Length - (f * window)), end = Boundary(sorted, sorted.Length - ((f - 1) * window));
            var split = new Split { Train = Part(order, 0, Before(sorted, Math.Max(0, start - gap), start, timeGap)),
                Test = Part(order, start, end) };
            if (split.Train.Length == 0 || split.Test.Length == 0)
            {
                Message remedy = split.Test.Length == 0
                    ? (Message)$"too many rows share one time, which must stay in one split; lower {ClassCoverage.FoldsSetting}"
                    : (Message)$"lower {ClassCoverage.FoldsSetting} or {new SettingPart(nameof(timeGap))}";
                throw new DataMismatchException(
                    $"fold {splits.Count + 1} of {folds} has {split.Train.Length} training and {split.Test.Length} test rows; expected "
                    + $"both above 0: {remedy}");
            }

            splits.Add(ClassCoverage.Check(split, labels, missing, classNames, $"lower {ClassCoverage.FoldsSetting}"));
        }

        return splits;
    }

    /// <summary>The rows up to an end of which the time is at least the gap before the test window.</summary>
    private static int Before(double[] sorted, int end, int start, double timeGap)
    {
        while (timeGap > 0 && end > 0 && start < sorted.Length && sorted[end - 1] > sorted[start] - timeGap)
        {
            end--;
        }

        return end;
    }

    private static (int[] Order, double[] Sorted) Order(ReadOnlySpan<int> labels, ReadOnlySpan<double> times)
    {
        if (labels.Length != times.Length)
            throw new ArgumentException($"found {labels.Length} labels and {times.Length} times; expected one time per row", nameof(times));
        var t = times.ToArray();
        var missing = Array.FindIndex(t, double.IsNaN);
        if (missing >= 0) throw new ArgumentException($"the time of row {missing} is NaN; drop the row or repair its time", nameof(times));
        int[] order = [.. Enumerable.Range(0, t.Length).OrderBy(i => t[i])];
        return (order, Array.ConvertAll(order, i => t[i]));
    }

    /// <summary>
    /// The first row at or after the wanted one whose time is new, so that one time is never on both sides; the rows of that time go to the
    /// past.
    /// </summary>
    private static int Boundary(double[] sorted, int wanted)
    {
        while (wanted > 0 && wanted < sorted.Length && sorted[wanted] == sorted[wanted - 1]) wanted++;
        return wanted;
    }

    private static int[] Part(int[] order, int from, int to) => [.. order[from..to].Order()];
}
