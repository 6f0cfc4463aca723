namespace Counterpoise.Statistics;

/// <summary>What a statistical test found.</summary>
/// <param name="Test">Name of the test.</param>
/// <param name="Statistic">The test statistic.</param>
/// <param name="PValue">Probability, under the null hypothesis, of a statistic at least as extreme, in [0, 1].</param>
/// <param name="Alternative">What was tested for.</param>
/// <param name="Method">How the p-value was found: <c>exact</c>, <c>normal</c>, <c>chi-squared</c>, <c>F</c>, <c>t</c> or
/// <c>none</c>.</param>
public sealed record SignificanceTest(string Test, double Statistic, double PValue, Alternative Alternative, string Method);
