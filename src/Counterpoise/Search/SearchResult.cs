namespace Counterpoise.Search;

/// <summary>What a search found.</summary>
/// <param name="Best">The values with the lowest objective, one per range.</param>
/// <param name="Value">Their objective.</param>
/// <param name="Trace">The lowest objective after each evaluation.</param>
/// <param name="Distinct">Evaluations at values that were new: the others were looked up.</param>
public sealed record SearchResult(double[] Best, double Value, IReadOnlyList<double> Trace, int Distinct);
