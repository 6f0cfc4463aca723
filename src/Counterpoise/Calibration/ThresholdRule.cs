namespace Counterpoise.Calibration;

/// <summary>What a threshold is chosen for: how it is fitted, and what it reaches on rows that it was not fitted on.</summary>
public sealed class ThresholdRule
{
    private readonly Func<int[], double[], int, double[]?, DecisionThreshold> _fit;
    private readonly Func<OutcomeCounts, double> _value;

    private readonly bool _isDemand;

    private ThresholdRule(string name, Func<int[], double[], int, double[]?, DecisionThreshold> fit, Func<OutcomeCounts, double> value,
        bool isDemand = false) => (Name, _fit, _value, _isDemand) = (name, fit, value, isDemand);

    /// <summary>The largest F1.</summary>
    public static ThresholdRule F1 { get; } = new("F1", static (y, s, p, w) => DecisionThreshold.ByF1(y, s, p, w), static c => c.F1);

    /// <summary>The largest balanced accuracy.</summary>
    public static ThresholdRule BalancedAccuracy { get; } =
        new("balanced accuracy", static (y, s, p, w) => DecisionThreshold.ByBalancedAccuracy(y, s, p, w),
        static c => (c.Recall + c.Specificity) / 2);

    /// <summary>The largest geometric mean of the recalls of both classes.</summary>
    public static ThresholdRule GeometricMean { get; } = new("G-mean", static (y, s, p, w) => DecisionThreshold.ByGeometricMean(y, s, p, w),
        static c => Math.Sqrt(c.Recall * c.Specificity));

    /// <summary>What the rule's value measures.</summary>
    public string Name { get; }

    /// <summary>The least mean cost of a row.</summary>
    /// <param name="falsePositive">Cost of a false alarm, at least 0.</param>
    /// <param name="falseNegative">Cost of a miss, at least 0, in the same unit.</param>
    public static ThresholdRule Cost(double falsePositive, double falseNegative) => new(
        "mean cost",
        (y, s, p, w) => DecisionThreshold.ByCost(y, s, falsePositive, falseNegative, p, w),
        c => ((falsePositive * c.FalsePositives) + (falseNegative * c.FalseNegatives)) / c.Rows);

    /// <summary>The largest recall of which the precision is at least the minimum.</summary>
    /// <param name="minimumPrecision">In (0, 1].</param>
    public static ThresholdRule RecallAtPrecision(double minimumPrecision) =>
        new("recall", (y, s, p, w) => DecisionThreshold.ByRecallAtPrecision(y, s, minimumPrecision, p, w), static c => c.Recall,
            isDemand: true);

    /// <summary>The largest precision of which the recall is at least the minimum.</summary>
    /// <param name="minimumRecall">In (0, 1].</param>
    public static ThresholdRule PrecisionAtRecall(double minimumRecall) =>
        new("precision", (y, s, p, w) => DecisionThreshold.ByPrecisionAtRecall(y, s, minimumRecall, p, w), static c => c.Precision,
            isDemand: true);

    /// <summary>Fits the threshold.</summary>
    /// <param name="labels">n classes of validation rows.</param>
    /// <param name="scores">n scores, higher for positive.</param>
    /// <param name="positiveClass">The positive class.</param>
    /// <param name="weights">n weights of the rows, finite, at least 0 and not all 0; null where every row counts 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, a score is not finite, or one class has no row.</exception>
    public DecisionThreshold Fit(int[] labels, double[] scores, int positiveClass = 1, double[]? weights = null) =>
        _fit(labels, scores, positiveClass, weights);

    /// <summary>
    /// Why the fitted threshold is +∞, so that no row is decided for the positive class, and what to do: no threshold meets a demand, or
    /// none is better than the other class always.
    /// </summary>
    /// <param name="fitted">What <see cref="Fit"/> gave.</param>
    /// <param name="where">On which rows, such as <c>the inner folds</c>.</param>
    public string WhyNone(DecisionThreshold fitted, string where)
    {
        ArgumentNullException.ThrowIfNull(fitted);
        return _isDemand ? $"no threshold gives the {fitted.Rule} on {where}: ask for less"
            : $"by {Name} no threshold is better on {where} than deciding for the other class always: the scores do not tell the classes "
                + $"apart. Leave the threshold as it is, or train a better model";
    }

    /// <summary>What a threshold reaches on rows, such as those it was not fitted on; NaN where it is not defined there.</summary>
    /// <param name="counts">Hits and errors on the rows.</param>
    public double Value(OutcomeCounts counts) => _value(counts);
}
