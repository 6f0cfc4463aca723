using Counterpoise.Comparisons;
using Counterpoise.Statistics;

namespace Counterpoise.ImbalancedRegression;

/// <summary>A method less a control, with the same regressor, in relevance-weighted error; below 0 is better.</summary>
/// <param name="Method">Name of the method.</param>
/// <param name="Control">Name of the method that it is measured against.</param>
/// <param name="Regressor">Name of the regressor.</param>
/// <param name="Mean">Mean difference over folds, in units of the target.</param>
/// <param name="Interval">Its 95% interval, which allows for the rows that folds share; null with fewer than two folds.</param>
/// <param name="PValue">Of the corrected resampled t test, after Holm over all methods and regressors; NaN without a test.</param>
/// <param name="Outcome">What interval and test say together.</param>
public sealed record RegressionDifference(string Method, string Control, string Regressor, double Mean, Interval? Interval, double PValue,
    VerdictOutcome Outcome);
