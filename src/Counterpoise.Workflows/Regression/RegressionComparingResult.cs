using Counterpoise.ImbalancedRegression;

namespace Counterpoise.Workflows.Regression;

/// <summary>What a comparison of regressors found.</summary>
/// <param name="Comparison">All results by fold.</param>
/// <param name="Verdict">What to take, and whether anything done about rare targets pays.</param>
/// <param name="Relevance">What is rare among all targets.</param>
/// <param name="Report">The report's file.</param>
public sealed record RegressionComparingResult(
    RegressionComparison Comparison, RegressionVerdict Verdict, TargetProfile Relevance, string Report);
