using Counterpoise.Statistics;

namespace Counterpoise.ImbalancedRegression;

/// <summary>Intervals of the errors among rows of like relevance; null where no draw had a row of the bin.</summary>
/// <param name="MeanAbsoluteError">Of the mean of |ŷ − y|.</param>
/// <param name="RootMeanSquaredError">Of the root of the mean of (ŷ − y)².</param>
/// <param name="Bias">Of the mean of ŷ − y.</param>
public sealed record RegressionBinIntervals(Interval? MeanAbsoluteError, Interval? RootMeanSquaredError, Interval? Bias);
