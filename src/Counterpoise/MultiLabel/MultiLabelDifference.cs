using Counterpoise.Comparisons;
using Counterpoise.Statistics;

namespace Counterpoise.MultiLabel;

/// <summary>A method less the rows as they are, same classifier, tuned thresholds on both sides; above 0 is better.</summary>
/// <param name="Method">Name of the method.</param>
/// <param name="Classifier">Name of the classifier.</param>
/// <param name="Mean">Mean difference in macro-F1 over folds.</param>
/// <param name="Interval">Its 95% interval, which allows for the rows that folds share.</param>
/// <param name="PValue">Of the corrected resampled t test, after Holm over all methods and classifiers.</param>
/// <param name="Outcome">What interval and test say together.</param>
public sealed record MultiLabelDifference(string Method, string Classifier, double Mean, Interval Interval, double PValue,
    VerdictOutcome Outcome);
