using Counterpoise.Numerics;

namespace Counterpoise.ImbalancedRegression;

/// <summary>Training rows as one regressor or another learns from them.</summary>
/// <param name="Features">The rows, prepared.</param>
/// <param name="Targets">Their targets.</param>
/// <param name="Weights">Their weights; empty where all weigh the same.</param>
/// <param name="Notes">What was not done as asked, in words.</param>
internal sealed record LearnedRegressionRows(DenseMatrix Features, double[] Targets, double[] Weights, IReadOnlyList<string> Notes);
