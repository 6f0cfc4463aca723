using Counterpoise.Numerics;
using Counterpoise.Resampling;

namespace Counterpoise.ImbalancedRegression;

/// <summary>The rows that a resampler of imbalanced regression returns, and where each comes from.</summary>
/// <param name="Features">The rows, [rows, columns].</param>
/// <param name="Targets">The target of each row, [rows].</param>
/// <param name="Provenance">Where each row comes from, [rows].</param>
/// <param name="Notes">What was not done as asked, in words; empty if all was.</param>
public sealed record RegressionResampleResult(DenseMatrix Features, double[] Targets, IReadOnlyList<RowProvenance> Provenance,
    IReadOnlyList<string> Notes);
