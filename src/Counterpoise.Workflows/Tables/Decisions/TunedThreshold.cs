using Counterpoise.Statistics;

namespace Counterpoise.Workflows.Tables;

/// <summary>A threshold that was chosen on rows, and how firm the choice is.</summary>
/// <param name="Threshold">The probability from which the positive class is predicted.</param>
/// <param name="Rule">What it was chosen for.</param>
/// <param name="Value">The value of the rule on the rows of the choice, which is too good.</param>
/// <param name="Interval">Where bootstrap draws choose it; null without draws.</param>
/// <param name="OutOfBag">The value to expect on rows that it is not chosen on; null without draws.</param>
/// <param name="OutOfBagInterval">The interval of that value.</param>
public sealed record TunedThreshold(double Threshold, string Rule, double? Value, Interval? Interval, double? OutOfBag,
    Interval? OutOfBagInterval);
