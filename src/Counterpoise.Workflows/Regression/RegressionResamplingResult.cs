using Counterpoise.Resampling;

namespace Counterpoise.Workflows.Regression;

/// <summary>What was written.</summary>
/// <param name="Before">The targets as they were.</param>
/// <param name="RareAfter">Rows written whose target is rare.</param>
/// <param name="RowsAfter">Rows written.</param>
/// <param name="Rows">How many rows written were kept, copied and made.</param>
/// <param name="Notes">What was not done as asked, in words.</param>
public sealed record RegressionResamplingResult(
    TargetProfile Before, int RareAfter, int RowsAfter, IReadOnlyDictionary<RowKind, int> Rows, IReadOnlyList<string> Notes);
