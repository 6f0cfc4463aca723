namespace Counterpoise.ImbalancedRegression;

/// <summary>One method with one regressor on one fold.</summary>
/// <param name="Method">Name of the method.</param>
/// <param name="Regressor">Name of the regressor.</param>
/// <param name="Fold">The fold, from 0 over all repeats: equal ones are pairs.</param>
/// <param name="Metrics">Values by the keys of <see cref="RegressionMetrics"/>; those without a value are not there.</param>
/// <param name="Bins">Errors by bins of relevance, from common to rare.</param>
/// <param name="Note">Why the rows stayed as they were or there is no value, in words; null where all went well.</param>
public sealed record RegressionCell(string Method, string Regressor, int Fold, IReadOnlyDictionary<string, double> Metrics,
    IReadOnlyList<RegressionBin> Bins, string? Note);
